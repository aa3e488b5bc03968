"""schemathesis against a server of our own, as an admin and as an agent: BINARY DESCRIPTION SECONDS.

No fault of ours (5xx), no answer that the description does not have, and what it forbids is refused.
"""
import json, pathlib, re, subprocess, sys, tempfile, time, urllib.request

BINARY, DESCRIPTION, SECONDS = sys.argv[1:4]
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance," \
         "response_headers_conformance,negative_data_rejection"
PASSWORD = "correct horse battery staple"


def call(base, path, body, cookie=""):
    headers = {"content-type": "application/json", "origin": base, "cookie": cookie}
    request = urllib.request.Request(f"{base}/api/v1{path}", json.dumps(body).encode(), headers, method="POST")
    with urllib.request.urlopen(request) as answer:
        return answer.headers.get("set-cookie", "").split(";")[0], json.loads(answer.read() or "null")


def enter(base, link, name, email):
    token = link.split("token=")[1]
    who = {"name": name, "email": email, "language": "en", "time_zone": "Europe/Amsterdam"}
    return call(base, "/setup", {"token": token, "password": PASSWORD, **who})[0]


def said(log, words):
    for _ in range(300):
        found = re.search(words + r"(\S+)\s", log.read_text())
        if found:
            return found.group(1)
        time.sleep(0.1)
    sys.exit("the server does not say where it is:\n" + log.read_text())


with tempfile.TemporaryDirectory() as folder:
    log = pathlib.Path(folder, "log")
    with log.open("w") as out:
        serve = [BINARY, "serve", "--data", f"{folder}/data", "--listen", "127.0.0.1:0"]
        server = subprocess.Popen(serve, stdout=out, stderr=out, cwd=folder)
    try:
        base = said(log, "listening on ")
        admin = enter(base, said(log, "set the admin's password: "), "Ada", "ada@acme.test")
        maud = {"name": "Maud", "email": "maud@acme.test", "role": "agent", "seat": True, "access": "all"}
        invited = call(base, "/users", {**maud, "language": "en", "time_zone": "Europe/Amsterdam"}, admin)[1]
        agent = enter(base, invited["invite_link"], "Maud", "maud@acme.test")
        failed = False
        # The agent first: the admin may take anything away from the agent.
        for who, cookie in [("agent", agent), ("admin", admin)]:
            print(f"as {who}", flush=True)
            tool = str(pathlib.Path(sys.executable).parent / "schemathesis")
            run = [tool, "run", DESCRIPTION, "--origin", base, "-H", f"Cookie: {cookie}", "-H", f"Origin: {base}",
                   "--phases", "coverage,fuzzing", "--seed", "7", "--checks", CHECKS, "--max-time", SECONDS,
                   "--request-timeout", "10", "--continue-on-failure", "--no-color",
                   # As fast as one session may ask: whoever is faster is told to wait, and learns nothing.
                   "--rate-limit", "50/s",
                   # One never ends, the other ends us.
                   "--exclude-path", "/api/v1/events", "--exclude-path-regex", "/session|/me/devices|/me/password"]
            failed |= subprocess.run(run, cwd=folder).returncode != 0
        failed |= server.poll() is not None or "panic" in log.read_text()
        sys.exit("the API and its description differ, or it broke" if failed else 0)
    finally:
        server.terminate()
        server.wait()
