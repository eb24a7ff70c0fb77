"""A workspace with everything in it that an operation may need, built through the API alone."""

import datetime
import re
import shutil
import time

from server import Server

ROLES = ("administrator", "manager", "editor", "rep", "viewer", "stranger")
COLUMNS = ("nobody", *ROLES)

# Every text that people of the north typed; nothing of it may reach the rep of the south.
MARK = "zeppelin"

MAP = """stagecraft: 1
id: small
name: Small
currency: EUR
literature: [{id: guide, name: Guide}]
roles: [{id: lead, name: Sales lead, side: us}]
price_rules: [{id: no_discount, text: No discount, require: discount_share = 0, approver: lead}]
stages:
  - id: needs
    name: Needs
    exit:
      - {id: told, text: the prospect told what hurts}
  - id: offer
    name: Offer
    exit:
      - {id: signed, text: the prospect signed the contract, evidence: [{kind: document, output: contract}]}
    outputs: [{id: contract, name: Contract, by: customer, for: us}]
  - {id: use, name: Use, exit: [{id: uses, text: the customer uses it}]}
outcomes:
  - {id: ordered, name: Ordered, kind: won, on_leaving: offer}
  - {id: gone, name: Gone, kind: lost, reasons: [price, timing]}
"""

PASSWORD = "a long password"
LIMITLESS = ("--requests-per-second", "0", "--connections-per-client", "0", "--streams-per-person", "1000")


# A PNG as far as its header: three pixels wide, two high.
LOGO = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\x03\0\0\0\x02\x08\x06\0\0\0crc!"


class World:
    """`names` are the words that a row of the table may use instead of ids; `cookies` are sessions by role."""

    def __init__(self, program, data):
        self.names, self.cookies = {}, {}
        server = Server(program, data, *LIMITLESS)
        old_secret = server.read_setup_secret()
        server.stop()
        server = Server(program, data, *LIMITLESS)
        try:
            self._fill(server)
            self._do("POST", "/api/setup", {"secret": old_secret, "name": "Eve", "email": "eve@example.org",
                                            "password": PASSWORD}, wanted=(409,))
        finally:
            server.stop()

    def fill(self, text):
        """`<dana>` becomes the id that the world gave it."""
        return re.sub(r"<(\w+)>", lambda found: str(self.names[found.group(1)]), text)

    def _fill(self, server):
        self.client = server.client()
        secret = server.read_setup_secret()
        made = self._do("POST", "/api/setup", {"secret": secret, "name": "Ada", "email": "administrator@example.org",
                                               "password": PASSWORD})
        self.names["administrator"] = made.json()["person"]
        self.cookies["administrator"] = self.client.cookie = made.headers["set-cookie"].split(";")[0]
        self._people()
        self._process()
        self._customers()
        # Never called: it is not on the public internet.
        self._new("hook", "/api/webhooks", {"url": "https://127.0.0.1/hook", "kinds": ["deleted"]})
        self._deals()
        self._do("PUT", "/api/workspace/brand/logo", LOGO, kind="image/png")
        self._long_work()
        self.names["calendar"] = self._do("POST", "/api/calendar-address").json()["path"].rsplit("/", 1)[1]
        self._await_delivery()

    def _do(self, method, path, body=None, wanted=(200, 201, 204), headers=(), kind="text/plain"):
        headers = [*headers, ("Content-Type", kind)] if isinstance(body, bytes) else [*headers]
        answer = self.client.ask(method, path, body, headers)
        if answer.status not in wanted:
            raise AssertionError(f"{method} {path} {body}: {answer.status} {answer.text.decode()}")
        return answer

    def _new(self, name, path, body):
        made = self._do("POST", path, body).json()
        self.names[name] = made.get("id", made.get("process"))
        return self.names[name]

    def _people(self):
        north = self._new("north", "/api/teams", {"name": "North"})
        south = self._new("south", "/api/teams", {"name": "South"})
        teams = {"manager": north, "rep": north, "stranger": south}
        for role in ROLES[1:]:
            person = self._new(role, "/api/people", {
                "name": role.capitalize(), "email": role + "@example.org", "team": teams.get(role),
                "role": "rep" if role == "stranger" else role})
            link = self._do("POST", f"/api/people/{person}/password-links").json()["path"]
            self._do("PUT", "/api/password", {"secret": link.split("#")[1], "password": PASSWORD})
            self.cookies[role] = self._sign_in(role)
        link = self._do("POST", f"/api/people/{self.names['viewer']}/password-links").json()["path"]
        self.names["secret"] = link.split("#")[1]

    def _sign_in(self, role):
        signed = self._do("POST", "/api/session", {"email": role + "@example.org", "password": PASSWORD})
        return signed.headers["set-cookie"].split(";")[0]

    def _process(self):
        process = self._new("small", "/api/processes", {"text": MAP})
        self._do("POST", f"/api/processes/{process}/versions", {"note": "First"})
        self._draft(MAP.replace("Offer,", "Quote,"))
        self._do("POST", f"/api/processes/{process}/versions", {"note": "Second"})
        self._draft(MAP.replace("Offer,", "Tender,"))
        self._do("PUT", "/api/workspace/selling", {"roles": {"lead": [self.names["administrator"],
                                                                      self.names["manager"]]}})

        self._do("PUT", "/api/commission-plan", {"currency": "EUR", "rules": [
            {"role": "lead", "tiers": [{"above": 0, "rate": 50000}]}]})

    def _draft(self, text):
        """Puts the next draft; `<seq>` is its number."""
        path = f"/api/processes/{self.names['small']}/draft"
        before = self.client.ask("GET", path)
        etag = before.headers["etag"] if before.status == 200 else '"0"'
        self.names["seq"] = self._do("PUT", path, {"text": text}, headers=[("If-Match", etag)]).json()["seq"]

    def _customers(self):
        mine = {"owner": self.names["rep"], "team": self.names["north"]}
        self._new("gear", "/api/accounts", {"name": MARK + " Gear Works", "domain": MARK + ".example", **mine})
        self._new("gears", "/api/accounts", {"name": MARK + " Gears Works", "domain": MARK + ".example", **mine})
        self._new("dana", "/api/contacts", {"name": MARK + " Dana", "account": self.names["gear"],
                                            "email": f"dana@{MARK}.example", "phone": "+1 " + MARK})
        self._new("dan", "/api/contacts", {"name": MARK + " Dan", "account": self.names["gear"]})

    def _deals(self):
        self.client.cookie = self.cookies["rep"]
        for name in ("lead", "open", "spare", "offer", "won", "lost", "used", "deleted"):
            deal = self._new(name, "/api/deals", {
                "name": f"{MARK} {name}", "qualify": name != "lead", "contacts": [self.names["dana"]],
                "values": [{"name": "account", "value": str(self.names["gear"])},
                           {"name": "amount", "value": "1200"}]})
            self._records(f"/api/deals/{deal}")
        self._plan()
        self.client.cookie = self.cookies["administrator"]
        for name in ("offer", "won", "used"):
            self._go(name, "stage-entries", {"stage": "offer", "exception": "Asked for it"})
        for name in ("won", "used"):
            self._go(name, "closings", {"outcome": "ordered", "exception": "By telephone"})
        self._go("used", "stage-entries", {"stage": "use"})
        self._go("deleted", "deletions", {"note": "A test"})
        self._go("lost", "closings", {"outcome": "gone", "reason": "price"})
        events = self._do("GET", f"/api/deals/{self.names['open']}/events").json()["events"]
        self.names["change"] = next(e["id"] for e in events if e["kind"] == "attribute_changed")
        events = self._do("GET", f"/api/deals/{self.names['deleted']}/events").json()["events"]
        self.names["deleted_change"] = next(e["id"] for e in events if e["kind"] == "attribute_changed")
        for name in ("file", "proof"):
            self._new(name, f"/api/deals/{self.names['offer']}/attachments?name={name}.txt", (MARK + name).encode())
        self._go("offer", "evidence", {"criterion": "signed", "attachment": self.names["proof"]})
        for name, title in (("view", "Mine"), ("other_view", "Other")):
            self._new(name, "/api/saved-views", {"list": "deals", "name": f"{MARK} {title}", "query": {"order": ["name"]}})
        self._new("job", "/api/bulk-changes", {"deals": [self.names["spare"]], "touchpoint": {"kind": "call"}})
        self._await_job(self.names["job"])
        self._new("token", "/api/tokens", {"name": "Export", "scopes": ["deal.read"]})

    def _plan(self):
        """A deal that names no customer: whoever has the link to its plan reads no word of others."""
        self.names["until"] = str(datetime.date.today() + datetime.timedelta(days=30))
        deal = f"/api/deals/{self._new('planned', '/api/deals', {'name': MARK + ' planned', 'qualify': True})}"
        for side in ("customer", "us"):
            self._do("POST", deal + "/promises", {"side": side, "text": "Send the data", "due": "2099-06-10",
                                                  "in_plan": True})
        made = self._do("POST", deal + "/plan/links", {"title": "Plan", "mode": "confirm",
                                                       "good_until": self.names["until"]})
        self.names["plan_secret"] = made.json()["path"].split("#")[1]

    def _long_work(self):
        """A file of the administrator's, and an import of it that is done."""
        text = "deal,kind,symbol,from,to,actor,at,at_precision,recorded_at,source_seq,details\n" \
               "X1,stage_entered,needs,,,,2026-01-05,date,,,\n"
        sent = self._do("POST", "/api/uploads?name=history.csv", text.encode()).json()
        self.names["upload"] = sent["upload"]["id"]
        job = self._do("POST", "/api/imports", {"uploads": [self.names["upload"]], "system": "crm",
                                                "process": self.names["small"]}).json()["id"]
        self._await_job(job)
        self.names["import"] = self._do("GET", "/api/imports").json()["imports"][0]["id"]

    def _await_job(self, job):
        self._await(f"the end of job {job}", lambda: self._do("GET", f"/api/jobs/{job}").json()["state"] == "done")

    def _await_delivery(self):
        """Of the one event that the webhook is told of."""
        path = f"/api/webhooks/{self.names['hook']}/deliveries"
        deliveries = self._await("a delivery to the webhook", lambda: self._do("GET", path).json()["deliveries"])
        self.names["delivery"] = deliveries[0]["id"]

    def _await(self, what, look):
        """What `look` gives once that is true."""
        deadline = time.monotonic() + 60
        while not (found := look()):
            if time.monotonic() > deadline:
                raise AssertionError(f"Waited a minute for {what}.")
            time.sleep(0.01)
        return found

    def _go(self, name, what, body):
        self._do("POST", f"/api/deals/{self.names[name]}/{what}", body)

    def _records(self, deal):
        dana = self.names["dana"]
        self._do("POST", deal + "/buying-group", {"contact": dana, "roles": ["decision_maker"], "need": MARK})
        self._do("POST", deal + "/touchpoints", {"kind": "call", "contacts": [dana], "note": MARK})
        self._do("POST", deal + "/evidence", {"criterion": "told", "note": MARK})
        self._do("POST", deal + "/promises", {"side": "us", "text": MARK, "due": "2099-06-10"})
        self._do("POST", deal + "/objections", {"text": MARK})
        self._do("POST", deal + "/quotes", {"amount": {"amount_minor": 120000, "currency": "EUR"}, "discount_share": 0.1,
                                            "approver": self.names["manager"]})
        self._do("PATCH", deal, {"values": [{"name": "amount", "value": "1300"}]})


def copy(data, into):
    """A workspace of SQLite that nobody has open."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(data, into)
    return into
