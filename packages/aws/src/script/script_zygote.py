"""Runs the Python of aws:executeScript, one forked process a job.

Started once, with boto3 loaded, so that a job costs a fork and not an interpreter. Arguments: where jobs get their
directories, where their orders lie, and `root` (in a sandbox, with the rights of root), `user` (in a sandbox that is a
user namespace) or `open` (no sandbox). Reads JSON lines from stdin:

  {"id", "timeoutMs"}   the order of the job is in <orders>/<id>.json, and its attachment in <orders>/<id>.bin
  {"kill": id}

and writes for each job that ended a JSON line and right behind it as many bytes as the line says:

  {"id", "status", "timedOut", "killed", "output", "result"}

It ends, and ends every job, when stdin closes. It has one thread, so that forking is safe. Python 3.8 or later.
What a job gets and gives never lies in memory that a later job's process is a copy of.
"""

import gc
import json
import mmap
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import uuid

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import script_job  # noqa: E402
from script_job import KILOBYTE, MEGABYTE  # noqa: E402

sys.path.pop(0)

try:
    import boto3  # Loaded for the scripts. Without it a script that imports it fails by itself.
    import botocore.session
except ImportError:
    pass

MOST_OUTPUT = 100 * KILOBYTE
# Services whose descriptions are read while there is nothing else to do: reading them is most of a client's first call.
WARM = ["sts", "s3", "iam", "ec2", "ssm", "rds", "kms", "lambda", "sns", "sqs", "cloudtrail", "config", "logs"]
PR_SET_CHILD_SUBREAPER = 36
# Seconds without an order after which the next description is read.
IDLE = 0.05
DONTFORK = getattr(mmap, "MADV_DONTFORK", None)


def share_descriptions():
    """Makes every session of boto3, in every job, find what was read here. None where boto3 is not as it was."""
    try:
        loader = botocore.session.Session().get_component("data_loader")
        botocore.session.Session._register_data_loader = lambda self: self._components.lazy_register_component(
            "data_loader", lambda: loader
        )
        keys = {"aws_access_key_id": "none", "aws_secret_access_key": "none", "region_name": "us-east-1"}
        return boto3.session.Session(**keys)
    except Exception:  # Without boto3, or with another one: then each job reads for itself.
        return None


class Job:
    """A script that runs, as its keeper sees it."""

    def __init__(self, number, pid, directory, deadline, output, result):
        self.number = number
        self.pid = pid
        self.directory = directory
        self.deadline = deadline
        self.output = Pipe(output, MOST_OUTPUT)
        self.result = Pipe(result, script_job.MOST_RESULT)
        self.timed_out = False
        self.killed = False

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
        # Beside the limit, room for what is dropped.
        self.kept = mmap.mmap(-1, limit + 64 * KILOBYTE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANON)
        if DONTFORK is not None:
            self.kept.madvise(DONTFORK)
        self.limit = limit
        self.size = 0
        self.ended = False
        os.set_blocking(descriptor, False)

    def read(self):
        """Reads what is there. True if there may be more at once."""
        with memoryview(self.kept) as whole, whole[self.size : self.size + 64 * KILOBYTE] as room:
            try:
                count = os.readv(self.descriptor, [room])
            except BlockingIOError:
                return False
        self.size = min(self.size + count, self.limit)
        self.ended = count == 0
        return not self.ended

    def finish(self):
        # What a process that outlives the kill goes on writing is not waited for.
        while self.read() and self.size < self.limit:
            pass
        os.close(self.descriptor)

    def pass_on(self):
        with memoryview(self.kept) as whole, whole[: self.size] as rest:
            done = 0
            while done < self.size:
                done += os.write(1, rest[done:])
        self.kept.close()


class Keeper:
    """Starts jobs and sees them to their end."""

    def __init__(self, work, orders, rights):
        self.work = work
        self.orders = orders
        self.rights = rights
        self.isolated = rights != "open"
        self.jobs = {}
        self.base_memory = own_memory()
        self.own_namespace = os.open("/proc/self/ns/pid", os.O_RDONLY) if self.isolated else None
        self.cold = list(WARM)
        self.session = share_descriptions()
        self.wake_read, wake_write = os.pipe()
        os.set_blocking(wake_write, False)
        # A child's end interrupts the wait below.
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake_write)

    def take(self, order):
        if "kill" not in order:
            self.start(order)
            return
        for job in self.jobs.values():
            if job.number == order["kill"] and not job.timed_out:
                job.killed = True
                job.kill()

    def start(self, order):
        try:
            place = self.place(order)
            output_read, output_write = os.pipe()
            result_read, result_write = os.pipe()
            pid = self.fork()
        except OSError as error:
            answer({"id": order["id"], "notStarted": str(error), "output": 0, "result": 0})
            return
        if pid == 0:
            script_job.run_job(place, output_write, result_write, self.base_memory)
        os.close(output_write)
        os.close(result_write)
        deadline = time.monotonic() + order["timeoutMs"] / 1000
        self.jobs[pid] = Job(order["id"], pid, place["directory"], deadline, output_read, result_read)

    def place(self, order):
        place = {"id": order["id"], "orders": self.orders, "isolated": self.isolated}
        if not self.isolated:
            user = script_job.unprivileged_user()
            directory = tempfile.mkdtemp(prefix="script-", dir=self.work)
            return dict(place, directory=directory, user=user, tasks=script_job.count_tasks(user))
        user, tasks = None, None
        if self.rights == "root":
            user, tasks = script_job.FIRST_JOB_USER + order["id"] % script_job.JOB_USERS, 0
        else:
            tasks = script_job.count_tasks_of(os.getuid())
        return dict(place, directory="%s/%s" % (self.work, uuid.uuid4()), user=user, tasks=tasks)

    def fork(self):
        if not self.isolated:
            return os.fork()
        script_job.unshare(script_job.CLONE_NEWPID)
        try:
            pid = os.fork()
        except OSError:
            self.return_home()
            raise
        if pid != 0:
            self.return_home()
        return pid

    def return_home(self):
        """A process may make a namespace for its children only from its own."""
        script_job.checked(script_job.libc.setns(self.own_namespace, script_job.CLONE_NEWPID), "setns")

    def wait(self):
        """Sleeps until there is an order, output, a job that ended, or one that is over its time."""
        now = time.monotonic()
        left = [max(job.deadline - now, 0) for job in self.jobs.values() if not job.timed_out]
        pipes = [pipe for job in self.jobs.values() for pipe in (job.output, job.result) if not pipe.ended]
        watched = [0, self.wake_read] + [pipe.descriptor for pipe in pipes]
        idle = self.session is not None and self.cold != [] and not self.jobs
        readable, _, _ = select.select(watched, [], [], IDLE if idle else min(left, default=None))
        if idle and not readable:
            self.warm(self.cold.pop(0))
        if self.wake_read in readable:
            os.read(self.wake_read, 4 * KILOBYTE)
        for pipe in pipes:
            if pipe.descriptor in readable:
                pipe.read()
        return 0 in readable

    def warm(self, service):
        try:
            self.session.client(service)
        except Exception:  # A service that this boto3 does not know is left to the scripts.
            return
        gc.collect()
        gc.freeze()
        self.base_memory = own_memory()

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
        if not self.isolated:
            shutil.rmtree(job.directory, ignore_errors=True)
        told = {"id": job.number, "status": status_text(status), "timedOut": job.timed_out, "killed": job.killed}
        answer(dict(told, output=job.output.size, result=job.result.size))
        job.output.pass_on()
        job.result.pass_on()

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
        if self.isolated:
            return []  # They ended with the first process of their namespace.
        try:
            with open("/proc/self/task/%d/children" % os.getpid()) as listed:
                return [int(pid) for pid in listed.read().split() if int(pid) not in self.jobs]
        except OSError:
            return []

    def close(self):
        for job in list(self.jobs.values()):
            job.kill()
            os.waitpid(job.pid, 0)
            if not self.isolated:
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


def status_text(status):
    if os.WIFSIGNALED(status):
        return "was killed by %s" % signal.Signals(os.WTERMSIG(status)).name
    return "ended with exit status %d" % os.WEXITSTATUS(status)


def answer(message):
    line = (json.dumps(message) + "\n").encode()
    while line:
        line = line[os.write(1, line) :]


def main():
    if sys.version_info < (3, 8):
        sys.exit("Python 3.8 or later is needed, this is %s" % sys.version.split()[0])
    script_job.prctl(PR_SET_CHILD_SUBREAPER, 1)
    gc.collect()
    gc.freeze()
    keeper = Keeper(*sys.argv[1:4])
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
                keeper.take(json.loads(line.decode()))
    keeper.close()


main()
