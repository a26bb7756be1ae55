"""One job of script_zygote.py, from the fork to its end.

With isolation a job is the first process of a PID namespace and has its own mounts, network and System V IPC: it sees
no process, file or port of another job, and whatever it started ends with it. It keeps no capability.
"""

import ctypes
import fcntl
import importlib
import json
import linecache
import os
import resource
import signal
import socket
import stat
import struct
import sys
import tempfile
import threading
import traceback
import types
import zipfile

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE
# automation-documents, 4.13: 512 MB of memory, 512 MB of disk.
MOST_MEMORY = 512 * MEGABYTE
MOST_FILE = 512 * MEGABYTE
MOST_OPEN_FILES = 256
# The keeper itself never has more.
MOST_DESCRIPTORS = 4096
# Processes and threads of a job beside those its user has already.
MOST_PROCESSES = 64
MOST_RESULT = 400 * KILOBYTE
MOST_MESSAGE = 8 * KILOBYTE
NOBODY = 65534
# Above the users of a machine. One for each job that runs, so that none may signal or count for another.
FIRST_JOB_USER = 1_900_000_000
JOB_USERS = 10_000
SCRIPT = "customer_script"
KEPT_ENVIRONMENT = ("PATH", "LANG", "AWS_EC2_METADATA_DISABLED")
ORDERS = "/run/trueup/orders"
SOCKETS = "/run/trueup/sockets"
# What asks the machine for credentials asks here. It reaches the gateway, which refuses and records it.
METADATA = "169.254.169.254"

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
CAPABILITY_VERSION_3 = 0x20080522
CLONE_NEWNS = 0x00020000
CLONE_NEWIPC = 0x08000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REC, MS_PRIVATE = 16384, 1 << 18
SIOCSIFADDR, SIOCSIFFLAGS = 0x8916, 0x8914
IFF_UP_RUNNING = 0x41

libc = ctypes.CDLL(None, use_errno=True)


def prctl(option, value=0):
    """Linux only. Elsewhere processes that leave their group are not found, and the rest holds as well."""
    if sys.platform == "linux":
        libc.prctl(option, value, 0, 0, 0)


def checked(result, what):
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, "%s: %s" % (what, os.strerror(error)))


def unshare(flags):
    checked(libc.unshare(flags), "unshare")


def mount(kind, target, flags=0, options=""):
    checked(
        libc.mount(kind.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), options.encode()),
        "mount %s" % target,
    )


def unprivileged_user():
    """The user that jobs run as when this runs as root without isolation, so that they cannot look into processes.

    None when this is not root, or when that user could not read Python's own library.
    """
    if os.geteuid() != 0:
        return None
    path = os.path.dirname(os.path.realpath(os.__file__))
    while path != os.path.dirname(path):
        if not os.stat(path).st_mode & stat.S_IXOTH:
            return None
        path = os.path.dirname(path)
    return NOBODY


def count_tasks(user):
    """Processes and threads that the user of a job has already: the limit on them counts them in."""
    user = os.getuid() if user is None else user
    return None if user == 0 else count_tasks_of(user)  # The limit does not bind root.


def count_tasks_of(user):
    count = 0
    try:
        entries = [entry for entry in os.listdir("/proc") if entry.isdigit()]
    except OSError:
        return None
    for entry in entries:
        try:
            if os.stat("/proc/" + entry).st_uid == user:
                count += os.stat("/proc/%s/task" % entry).st_nlink - 2
        except OSError:
            # Ended meanwhile.
            continue
    return count


def run_job(place, output, result, base_memory):
    """The forked process. Never returns. `place`: {id, orders, directory, isolated, user, tasks}."""
    directory = place["directory"]
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        order = read_order(place)
        if place["isolated"]:
            isolate(order, place["user"])
        confine(order, place, output, result, base_memory)
        told = call_handler(order, directory)
    except BaseException as error:  # Whatever a script raises is its result.
        told = {"kind": "failed", "message": describe(error, directory)}
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except Exception:  # The script closed or replaced them; its result still counts.
        pass
    written = json.dumps(told).encode()
    if len(written) > MOST_RESULT:
        message = "PayloadTooLarge - the returned value has more than 102400 bytes of JSON"
        written = json.dumps({"kind": "failed", "message": message}).encode()
    while written:
        written = written[os.write(result, written) :]
    os._exit(0)


def read_order(place):
    """Read by the job alone: what passed through the keeper, later jobs could find in its memory."""
    path = os.path.join(place["orders"], "%d" % place["id"])
    with open(path + ".json", "rb") as file:
        order = json.loads(file.read().decode())
    os.unlink(path + ".json")
    if order.get("attachment"):
        order["attached"] = os.open(path + ".bin", os.O_RDONLY)
        os.unlink(path + ".bin")
    return order


def isolate(order, user):
    unshare(CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWNET)
    mount("none", "/", MS_REC | MS_PRIVATE)
    try:
        mount("proc", "/proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    except OSError:
        # Where the machine hides parts of its own /proc. None is better than that of all jobs.
        mount("tmpfs", "/proc", MS_RDONLY)
    owner = "" if user is None else ",uid=%d,gid=%d" % (user, user)
    mount("tmpfs", "/tmp", MS_NOSUID | MS_NODEV, "mode=0700,size=%d%s" % (MOST_FILE, owner))
    mount("tmpfs", "/dev/shm", MS_NOSUID | MS_NODEV, "mode=0700,size=%d%s" % (MOST_FILE // 8, owner))
    gateway = order.get("gateway")
    if gateway is not None:
        sockets = os.open(SOCKETS, os.O_PATH | os.O_DIRECTORY)
        forward(sockets, gateway["socket"], gateway["port"])
        os.close(sockets)
    mount("tmpfs", ORDERS, MS_RDONLY)
    mount("tmpfs", SOCKETS, MS_RDONLY)


def forward(sockets, name, port):
    """A process that hands connections to the gateway's socket, which is outside.

    It may have the user of the script, which must not reach into it: beside the script's own socket lie those of others.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP_RUNNING))
        address = struct.pack("HH4s8x", socket.AF_INET, 0, socket.inet_aton(METADATA))
        fcntl.ioctl(control, SIOCSIFADDR, struct.pack("16s16s", b"lo:1", address))
    listeners = []
    for address in (("127.0.0.1", port), (METADATA, 80)):
        listener = socket.socket()
        listener.bind(address)
        listener.listen(64)
        listeners.append(listener)
    # Before the fork, so that there is no moment at which a process with the same user could open its descriptors.
    prctl(PR_SET_DUMPABLE, 0)
    if os.fork() != 0:
        for listener in listeners:
            listener.close()
        prctl(PR_SET_DUMPABLE, 1)
        return
    os.fchdir(sockets)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    close_others(listener.fileno() for listener in listeners)
    drop_capabilities()
    others = [threading.Thread(target=accept, args=(listener, name)) for listener in listeners]
    for thread in others:
        thread.start()
    for thread in others:
        thread.join()
    os._exit(0)


def close_others(kept):
    """Closes what was inherited, beside the standard streams."""
    first = 3
    for descriptor in sorted(set(kept)):
        os.closerange(first, descriptor)
        first = descriptor + 1
    os.closerange(first, MOST_DESCRIPTORS)


def accept(listener, name):
    while True:
        inside, _ = listener.accept()
        outside = socket.socket(socket.AF_UNIX)
        try:
            # In the working directory, which needs no /proc.
            outside.connect(name)
        except OSError:
            inside.close()
            continue
        for source, target in ((inside, outside), (outside, inside)):
            threading.Thread(target=pump, args=(source, target), daemon=True).start()


def pump(source, target):
    try:
        while True:
            chunk = source.recv(64 * KILOBYTE)
            if not chunk:
                break
            target.sendall(chunk)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        # One of the two hung up; so is the other then.
        source.close()
        target.close()


def resolve_prefixed(host, *others, _real=socket.getaddrinfo, **named):
    """SDKs put an account before the gateway's address, and a sandbox has no name server."""
    prefixed = isinstance(host, str) and host.endswith(".localhost")
    return _real("127.0.0.1" if prefixed else host, *others, **named)


def drop_capabilities():
    if sys.platform != "linux":
        return
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    checked(libc.capset(header, struct.pack("6I", 0, 0, 0, 0, 0, 0)), "capset")


def confine(order, place, output, result, base_memory):
    user, directory = place["user"], place["directory"]
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    close_others({result, order.get("attached", result)})
    limit("RLIMIT_CPU", int(order["timeoutMs"] / 1000) + 1)
    limit("RLIMIT_AS", base_memory + MOST_MEMORY)
    limit("RLIMIT_FSIZE", MOST_FILE)
    limit("RLIMIT_NOFILE", MOST_OPEN_FILES)
    limit("RLIMIT_CORE", 0)
    if place["tasks"] is not None:
        limit("RLIMIT_NPROC", place["tasks"] + MOST_PROCESSES)
    if user is not None:
        if not place["isolated"]:
            os.chown(directory, user, user)
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    drop_capabilities()
    # After the change of user, which would clear it. When the keeper is killed, so is the job.
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if place["isolated"]:
        os.mkdir(directory, 0o700)
    os.chdir(directory)
    # Also what an interpreter's launcher may have added.
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept, HOME=directory, TMPDIR=directory)
    os.environ.update(order.get("env", {}))
    tempfile.tempdir = None
    socket.getaddrinfo = resolve_prefixed
    sys.stdin = open(0, "r", closefd=False)
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)


def limit(name, value):
    kind = getattr(resource, name, None)
    if kind is None:
        return
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):
        # macOS knows RLIMIT_AS but refuses it. The time limit holds everywhere.
        return


def call_handler(order, directory):
    path = os.path.join(directory, SCRIPT + ".py")
    sys.path.insert(0, directory)
    sys.argv = [path]
    attached = unpack(order, directory)
    try:
        module = load_script(order, path)
        name, _, function = order["handler"].rpartition(".")
        if name:
            module = importlib.import_module(name)
        elif module is None:
            if attached is None:
                return failed("HandlerNotFound - with a zip attachment the handler is named as file.function")
            module = importlib.import_module(attached)
        handler = module.__dict__.get(function)
        if not callable(handler):
            return failed("HandlerNotFound - the script has no function " + order["handler"])
        returned = handler(order["payload"], {})
    except SystemExit as error:
        if error.code not in (None, 0):
            raise
        returned = None
    return {"kind": "returned", "payload": json.loads(json.dumps(returned, allow_nan=False))}


def failed(message):
    return {"kind": "failed", "message": message}


def load_script(order, path):
    if order.get("script") is None:
        return None
    with open(path, "w", encoding="utf-8") as file:
        file.write(order["script"])
    module = sys.modules[SCRIPT] = types.ModuleType(SCRIPT)
    module.__file__ = path
    exec(compile(order["script"], path, "exec", dont_inherit=True), module.__dict__)
    return module


def unpack(order, directory):
    """The name of the module that a `.py` attachment is; the files of a `.zip` are importable by their names."""
    if "attached" not in order:
        return None
    name = os.path.basename(order["attachment"])
    with open(order["attached"], "rb") as file:
        if name.endswith(".zip"):
            with zipfile.ZipFile(file) as archive:
                archive.extractall(directory)
            return None
        with open(os.path.join(directory, name), "wb") as copy:
            while True:
                chunk = file.read(MEGABYTE)
                if not chunk:
                    break
                copy.write(chunk)
    return name[: -len(".py")] if name.endswith(".py") else name


def describe(error, directory):
    """`Type - message`, with the lines of the traceback that are the script's own before it."""
    linecache.clearcache()
    try:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(directory)]
        lines = ["Traceback (most recent call last):\n"] + traceback.format_list(frames) if frames else []
        text = "%s - %s" % (type(error).__name__, error)
    except Exception:  # An error whose own text cannot be had, or no memory left for it.
        return "%s - no message" % type(error).__name__
    return ("".join(lines) + text)[-MOST_MESSAGE:]
