"""The OpenAPI document beside what the publisher answers."""
import pathlib
import re
import unittest
import urllib.parse

import jsonschema

from daemons import DATA
from http_site import HttpSite

ROUTES = pathlib.Path(__file__).resolve().parents[2] / "publisher/http/api.c"
NOBODY = "0" * 32
# What a parameter with no enumeration takes.
VALUES = {"boolean": "true", "integer": "7", "string": "2023"}


def as_json_schema(schema):
    """OpenAPI 3.0 says `nullable` where JSON Schema has a type of its own."""
    if isinstance(schema, list):
        return [as_json_schema(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: as_json_schema(value) for key, value in schema.items() if key != "nullable"}
    return {"anyOf": [made, {"type": "null"}]} if schema.get("nullable") else made


class OpenApi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = HttpSite()
        cls.addClassCleanup(cls.site.close)
        cls.site.start_worker("--children", "1")
        cls.site.start_publisher()
        scan = cls.site.directory / "scan.bin"
        scan.write_bytes(bytes(range(256)) * 40)
        cls.site.baogao("submit", "--wait", DATA / "county-government-2023.txt",
                        DATA / "template-page.txt", scan, check=False)
        status, _, cls.document = cls.site.get("/openapi.json")
        assert status == 200
        cls.components = as_json_schema(cls.document["components"])

    def schema_of(self, path, method, status):
        """What the document says of an answer."""
        responses = self.document["paths"][path][method.lower()]["responses"]
        self.assertIn(str(status), responses, f"{method} {path}")
        content = responses[str(status)].get("content", {})
        schema = content.get("application/json", {}).get("schema")
        return schema and {**as_json_schema(schema), "components": self.components}

    def ask(self, path, method="GET", expected=200, token=None, **parts):
        """Ask; the answer, which is as the document says."""
        parameters = {name: value for name, value in parts.items() if name != "id"}
        at = path.replace("{id}", parts.get("id", ""))
        if parameters:
            at += "?" + urllib.parse.urlencode(parameters)
        status, headers, body = self.site.request(method, at, token=token)
        self.assertEqual(status, expected, (method, at, body))
        schema = self.schema_of(path, method, status)
        if schema:
            self.assertEqual(headers.get_content_type(), "application/json")
            jsonschema.validate(body, schema)
        return body

    def one(self, kind):
        return self.ask(f"/v1/{kind}", limit=1)["rows"][0]["id"]

    def test_it_is_openapi(self):
        self.assertRegex(self.document["openapi"], r"^3\.0\.")
        text = str(self.document)
        for name in re.findall(r"'#/components/schemas/(\w+)'", text):
            self.assertIn(name, self.document["components"]["schemas"])
        self.assertNotIn("x-query", text)

    def test_every_address_is_described_and_none_besides(self):
        routes = set(re.findall(r'\{"([A-Z]+)",\s*STR_INIT\("([^"]+)"\)', ROUTES.read_text()))
        routes.add(("GET", "/openapi.json"))
        described = {(method.upper(), path) for path, methods in self.document["paths"].items()
                     for method in methods}
        self.assertGreater(len(routes), 15)
        self.assertEqual(described, routes)
        for method, path in described:
            status, headers, _ = self.site.request("OPTIONS", path.replace("{id}", "x"))
            self.assertEqual(status, 204)
            self.assertIn(method, headers["Allow"].split(", "), path)

    def test_listings(self):
        for kind in ("reports", "sections", "figures", "mentions"):
            page = self.ask(f"/v1/{kind}", limit=1000)
            self.assertGreater(len(page["rows"]), 1, kind)
            self.ask(f"/v1/{kind}", expected=400, limit=0)
            self.ask(f"/v1/{kind}", expected=404, report=NOBODY)

    def test_every_filter_is_taken_and_no_other(self):
        for kind in ("reports", "sections", "figures", "mentions"):
            path = f"/v1/{kind}"
            parameters = self.document["paths"][path]["get"]["parameters"]
            self.assertGreater(len(parameters), 12)
            for parameter in parameters:
                name, schema = parameter["name"], parameter["schema"]
                self.assertTrue(parameter["description"], name)
                if name == "cursor":
                    continue
                value = self.one("reports") if name == "report" \
                    else schema.get("enum", [VALUES[schema["type"]]])[0]
                also = {"sort": "date"} if name == "descending" else {}
                self.ask(path, **{name: value}, **also)
                if "enum" in schema:
                    error = self.ask(path, expected=400, **{name: "no-such-name"})
                    self.assertEqual(error["error"]["field"], name)
            self.ask(path, expected=400, nothing="1")

    def test_words_of_the_text(self):
        page = self.ask("/v1/reports", text="生态茶园")
        self.assertGreater(len(page["rows"][0]["snippets"]), 0)
        self.assertIn("candidates", page)
        self.ask("/v1/figures", text="生态茶园", limit=3)

    def test_texts_and_citations(self):
        text = self.ask("/v1/reports/{id}/text", id=self.one("reports"))
        begin, end = text["row"]["report"]["span"]
        self.assertEqual(len(text["text"].encode()), end - begin)
        repairs = [repair for row in self.ask("/v1/reports", source="template-page")["rows"]
                   for repair in self.ask("/v1/reports/{id}/text", id=row["id"])["repairs"]]
        self.assertGreater(len(repairs), 0)
        self.ask("/v1/reports/{id}/text", expected=400, id="x")
        self.ask("/v1/reports/{id}/text", expected=404, id=f"{NOBODY}.r0-1")
        self.ask("/v1/reports/{id}/text", expected=404, id=f"{NOBODY}.r0-{4 << 20}")
        self.ask("/v1/reports/{id}/text", expected=400, id=f"{NOBODY}.r0-{(4 << 20) + 1}")
        self.ask("/v1/cite/{id}", id=self.one("figures"))
        self.ask("/v1/cite/{id}", expected=400, id="x")
        self.ask("/v1/cite/{id}", expected=404, id=f"{NOBODY}.f0-1")

    def test_series_and_promises(self):
        lines = self.ask("/v1/series", indicator="gdp", place="祁门县")["lines"]
        self.assertGreater(len(lines), 1)
        self.assertTrue(all(line["steps"] for line in lines))
        self.ask("/v1/series", indicator="gdp", over="places", period="2023")
        self.ask("/v1/series", expected=400, indicator="gdp")
        self.assertGreater(len(self.ask("/v1/promises", place="祁门县")["promises"]), 1)
        self.ask("/v1/promises", expected=400)

    def test_changes(self):
        page = self.ask("/v1/changes", after=0, limit=10)
        self.assertEqual(len(page["changes"]), 3)
        self.ask("/v1/changes", after=page["as_of"], wait_ms=10, store_id=page["store_id"])
        self.ask("/v1/changes", expected=409, store_id=NOBODY)
        self.ask("/v1/changes", expected=400, limit=0)

    def test_the_head_and_orders(self):
        token = self.site.token
        status = self.ask("/v1/status")
        self.assertEqual((status["done"], status["dead"]), (2, 1))
        dead, = self.ask("/v1/dead", limit=5)["documents"]
        self.ask("/v1/dead", expected=400, limit="many")
        self.ask("/v1/waiting", after=0)
        done = self.one("reports").split(".")[0]
        for path in self.document["paths"]:
            if "post" in self.document["paths"][path]:
                self.ask(path, "POST", 401, id=dead["document_id"])
                if "{id}" in path:
                    self.ask(path, "POST", 400, token, id="x")
                    self.ask(path, "POST", 404, token, id=NOBODY)
        self.ask("/v1/dead/{id}/drop", "POST", 409, token, id=done)
        self.ask("/v1/documents/{id}/reprocess", "POST", 409, token, id=dead["document_id"])
        self.assertTrue(self.ask("/v1/pause", "POST", token=token)["paused"])
        again = self.ask("/v1/dead/{id}/retry", "POST", token=token, id=dead["document_id"])
        self.assertEqual(again["state"], "waiting")
        waiting, = self.ask("/v1/waiting")["documents"]
        self.assertEqual(waiting["document_id"], dead["document_id"])
        self.assertFalse(self.ask("/v1/resume", "POST", token=token)["paused"])
        self.site.wait_until("it is dead again", lambda: self.ask("/v1/dead")["documents"])
        self.ask("/v1/dead/{id}/drop", "POST", token=token, id=dead["document_id"])
        self.assertEqual(self.ask("/v1/dead")["documents"], [])

    def test_health(self):
        for path in ("/healthz", "/readyz"):
            self.ask(path)


if __name__ == "__main__":
    unittest.main(verbosity=2)
