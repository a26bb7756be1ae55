/**
 * A certificate for `tls.example` that it has signed itself, and its key: for servers of tests, trusted by nobody else.
 * Made with `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj /CN=tls.example
 * -addext subjectAltName=DNS:tls.example`.
 */
export const CERTIFICATE = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUCcDSysK2K5wbr47eAJ/A6qcMRBswCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLdGxzLmV4YW1wbGUwIBcNMjYxMTIxMTUxNTIyWhgPMjEyNjEw
MjgxNTE1MjJaMBYxFDASBgNVBAMMC3Rscy5leGFtcGxlMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEQKNX9sb9mXS2u9DEqVyoz7TJw0ihVJck4eGam3LAeudDf48r
UppQVuhseCsIB93f++hO47nBF990DPdN0oXiNaNrMGkwHQYDVR0OBBYEFCHHwirD
Y8UpLKFh1GneUn/x0HGUMB8GA1UdIwQYMBaAFCHHwirDY8UpLKFh1GneUn/x0HGU
MBYGA1UdEQQPMA2CC3Rscy5leGFtcGxlMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI
zj0EAwIDSAAwRQIhAPX3yOQbR5Ar6WOKVCfeBb8zwTHCgZX5ZcAkZiI6NNeIAiB4
1CyeHYAennWQBZmkM2+kPL9s9qluDN/sDJ0tQz1C4w==
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqIMzbn4cjNwaZamt
xhr4UhEDuTp5e2piJv7eVQYKJk6hRANCAARAo1f2xv2ZdLa70MSpXKjPtMnDSKFU
lyTh4ZqbcsB650N/jytSmlBW6Gx4KwgH3d/76E7jucEX33QM903SheI1
-----END PRIVATE KEY-----
`,
};
