"""Runs the Python of aws:executeScript, one forked process a job.

Started once, with boto3 loaded, so that a job costs a fork and not an interpreter. Reads jobs as JSON lines from stdin
and writes results as JSON lines to stdout:

  {"id", "handler", "script", "payload", "timeoutMs"}
  {"id", "kind": "returned" | "failed" | "timed-out", "payload"?, "message"?, "output"}

Its argument is the directory in which each job gets one of its own. It ends, and ends every job, when stdin closes.
It has one thread, so that forking is safe. Python 3.8 or later.
"""

import ctypes
import gc
import json
import linecache
import os
import resource
import select
import shutil
import signal
import stat
import sys
import tempfile
import time
import traceback
import types

try:
    import boto3  # Loaded for the scripts. Without it a script that imports it fails by itself.
except ImportError:
    pass

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE
# automation-documents, 4.13: 100 KB of payload, 512 MB of memory, 512 MB of disk.
MOST_PAYLOAD = 100 * KILOBYTE
MOST_OUTPUT = 100 * KILOBYTE
MOST_MEMORY = 512 * MEGABYTE
MOST_FILE = 512 * MEGABYTE
MOST_OPEN_FILES = 256
# The keeper itself never has more.
MOST_DESCRIPTORS = 4096
# Processes and threads of a job beside those its user has already.
MOST_PROCESSES = 64
# What a result may take on its pipe: the payload, or a message with its traceback.
MOST_RESULT = 4 * MOST_PAYLOAD
MOST_MESSAGE = 8 * KILOBYTE
NOBODY = 65534
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
SCRIPT = "customer_script"
KEPT_ENVIRONMENT = ("PATH", "LANG", "AWS_EC2_METADATA_DISABLED")


def prctl(option, value):
    """Linux only. Elsewhere processes that leave their group are not found, and the rest holds as well."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def unprivileged_user():
    """The user that jobs run as when this runs as root, so that they cannot look into other processes.

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


class Job:
    """A script that runs, as its keeper sees it."""

    def __init__(self, number, pid, directory, deadline, output, result):
        self.number = number
        self.pid = pid
        self.directory = directory
        self.deadline = deadline
        self.output = Pipe(output, MOST_OUTPUT)
        self.result = Pipe(result, MOST_RESULT)
        self.timed_out = False

    def kill(self):
        """Only while the process has not been reaped: afterwards its number may be another's."""
        self.kill_group()
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def kill_group(self):
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            # Before the script has its own group, or after all of it has ended. macOS says EPERM for a zombie.
            pass


class Pipe:
    """What a job writes, up to a limit. The rest is read and dropped, so that the job does not wait for a reader."""

    def __init__(self, descriptor, limit):
        self.descriptor = descriptor
        self.limit = limit
        self.kept = bytearray()
        self.ended = False
        os.set_blocking(descriptor, False)

    def read(self):
        """Reads what is there. True if there may be more at once."""
        try:
            chunk = os.read(self.descriptor, 64 * KILOBYTE)
        except BlockingIOError:
            return False
        self.kept += chunk[: self.limit - len(self.kept)]
        self.ended = chunk == b""
        return not self.ended

    def finish(self):
        # What a process that outlives the kill goes on writing is not waited for.
        while self.read() and len(self.kept) < self.limit:
            pass
        os.close(self.descriptor)


class Keeper:
    """Starts jobs and sees them to their end."""

    def __init__(self):
        self.jobs = {}
        self.user = unprivileged_user()
        self.base_memory = own_memory()
        self.wake_read, wake_write = os.pipe()
        os.set_blocking(wake_write, False)
        # A child's end interrupts the wait below.
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake_write)

    def start(self, order):
        try:
            directory = tempfile.mkdtemp(prefix="script-", dir=sys.argv[1])
            output_read, output_write = os.pipe()
            result_read, result_write = os.pipe()
            tasks = count_tasks(self.user)
            pid = os.fork()
        except OSError as error:
            answer({"id": order["id"], "kind": "failed", "message": "ScriptNotStarted - %s" % error, "output": ""})
            return
        if pid == 0:
            run_job(order, directory, output_write, result_write, self.user, self.base_memory, tasks)
        os.close(output_write)
        os.close(result_write)
        deadline = time.monotonic() + order["timeoutMs"] / 1000
        self.jobs[pid] = Job(order["id"], pid, directory, deadline, output_read, result_read)

    def wait(self):
        """Sleeps until there is an order, output, a job that ended, or one that is over its time."""
        now = time.monotonic()
        left = [max(job.deadline - now, 0) for job in self.jobs.values() if not job.timed_out]
        pipes = [pipe for job in self.jobs.values() for pipe in (job.output, job.result) if not pipe.ended]
        watched = [0, self.wake_read] + [pipe.descriptor for pipe in pipes]
        readable, _, _ = select.select(watched, [], [], min(left, default=None))
        if self.wake_read in readable:
            os.read(self.wake_read, 4 * KILOBYTE)
        for pipe in pipes:
            if pipe.descriptor in readable:
                pipe.read()
        return 0 in readable

    def tend(self):
        """Ends the jobs that are over their time, and reports those that have ended."""
        now = time.monotonic()
        for job in list(self.jobs.values()):
            if now >= job.deadline and not job.timed_out:
                job.timed_out = True
                job.kill()
            pid, status = os.waitpid(job.pid, os.WNOHANG)
            if pid != 0:
                self.end(job, status)

    def end(self, job, status):
        del self.jobs[job.pid]
        job.kill_group()
        self.kill_strays()
        job.output.finish()
        job.result.finish()
        shutil.rmtree(job.directory, ignore_errors=True)
        result = {"kind": "timed-out"} if job.timed_out else read_result(bytes(job.result.kept), status)
        answer(dict(result, id=job.number, output=job.output.kept.decode("utf-8", "replace")))

    def kill_strays(self):
        """Ends processes that left their job's group: they became children of this one when their parent ended."""
        strays = self.strays()
        while strays:
            for pid in strays:
                try:
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, 0)
                except (ProcessLookupError, ChildProcessError):
                    # Ended meanwhile.
                    continue
            strays = self.strays()

    def strays(self):
        try:
            with open("/proc/self/task/%d/children" % os.getpid()) as listed:
                return [int(pid) for pid in listed.read().split() if int(pid) not in self.jobs]
        except OSError:
            return []

    def close(self):
        for job in list(self.jobs.values()):
            job.kill()
            os.waitpid(job.pid, 0)
            shutil.rmtree(job.directory, ignore_errors=True)
        self.jobs.clear()
        self.kill_strays()


def own_memory():
    """Bytes of address space that are taken before a script begins: they are not the script's."""
    try:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def count_tasks(user):
    """Processes and threads that the user of a job has already: the limit on them counts them in."""
    user = os.getuid() if user is None else user
    if user == 0:
        return None  # The limit does not bind root.
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


def answer(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def read_result(result, status):
    """What a job told of itself. The script could have written it, so it is read with care."""
    try:
        told = json.loads(result.decode(), parse_constant=int)
        if told["kind"] == "returned":
            return {"kind": "returned", "payload": told["payload"]}
        if told["kind"] == "failed":
            return {"kind": "failed", "message": str(told["message"])}
    except (ValueError, KeyError, TypeError, RecursionError):
        pass  # No result, or none that could be: the process ended before it could tell.
    ended = "ended with exit status %d" % os.WEXITSTATUS(status)
    if os.WIFSIGNALED(status):
        ended = "was killed by %s" % signal.Signals(os.WTERMSIG(status)).name
    return {"kind": "failed", "message": "ScriptEnded - the process %s before the handler returned" % ended}


def run_job(order, directory, output, result, user, base_memory, tasks):
    """The forked process. Never returns."""
    try:
        confine(order, directory, output, result, user, base_memory, tasks)
        told = call_handler(order, directory)
    except BaseException as error:  # Whatever a script raises is its result.
        told = {"kind": "failed", "message": describe(error, directory)}
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except Exception:  # The script closed or replaced them; its result still counts.
        pass
    written = json.dumps(told).encode()
    while written:
        written = written[os.write(result, written) :]
    os._exit(0)


def confine(order, directory, output, result, user, base_memory, tasks):
    os.setsid()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.closerange(3, result)
    os.closerange(result + 1, MOST_DESCRIPTORS)
    limit("RLIMIT_CPU", int(order["timeoutMs"] / 1000) + 1)
    limit("RLIMIT_AS", base_memory + MOST_MEMORY)
    limit("RLIMIT_FSIZE", MOST_FILE)
    limit("RLIMIT_NOFILE", MOST_OPEN_FILES)
    limit("RLIMIT_CORE", 0)
    if tasks is not None:
        limit("RLIMIT_NPROC", tasks + MOST_PROCESSES)
    if user is not None:
        os.chown(directory, user, user)
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    # After the change of user, which would clear it. When the keeper is killed, so is the job.
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.chdir(directory)
    # Also what an interpreter's launcher may have added.
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept, HOME=directory, TMPDIR=directory)
    tempfile.tempdir = None
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
    with open(path, "w", encoding="utf-8") as file:
        file.write(order["script"])
    module = sys.modules[SCRIPT] = types.ModuleType(SCRIPT)
    module.__file__ = path
    sys.path.insert(0, directory)
    sys.argv = [path]
    try:
        exec(compile(order["script"], path, "exec", dont_inherit=True), module.__dict__)
        handler = module.__dict__.get(order["handler"])
        if not callable(handler):
            return {"kind": "failed", "message": "HandlerNotFound - the script has no function " + order["handler"]}
        returned = handler(order["payload"], {})
    except SystemExit as error:
        if error.code not in (None, 0):
            raise
        returned = None
    text = json.dumps(returned, allow_nan=False)
    size = len(json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
    if size > MOST_PAYLOAD:
        message = "PayloadTooLarge - the returned value has %d bytes of JSON; at most %d are allowed"
        return {"kind": "failed", "message": message % (size, MOST_PAYLOAD)}
    return {"kind": "returned", "payload": json.loads(text)}


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


def main():
    if sys.version_info < (3, 8):
        sys.exit("Python 3.8 or later is needed, this is %s" % sys.version.split()[0])
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    gc.collect()
    gc.freeze()
    keeper = Keeper()
    pending = b""
    while True:
        ordered = keeper.wait()
        keeper.tend()
        if ordered:
            chunk = os.read(0, MEGABYTE)
            if chunk == b"":
                break
            *lines, pending = (pending + chunk).split(b"\n")
            for line in lines:
                keeper.start(json.loads(line.decode()))
    keeper.close()


main()
