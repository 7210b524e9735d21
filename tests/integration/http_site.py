"""A site whose publisher is asked over HTTP, without any politeness."""
import http.client
import json
import urllib.parse

from daemons import Site


class HttpSite(Site):
    """Requests go over a connection of their own, as they are given."""

    @property
    def address(self):
        url = urllib.parse.urlparse(self.http_url())
        return url.hostname, url.port

    @property
    def token(self):
        return (self.directory / "v/run/http.token").read_text().strip()

    def request(self, method, path, headers=None, token=None):
        """Status, headers and body; JSON is read."""
        connection = http.client.HTTPConnection(*self.address, timeout=20)
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.headers.get_content_type() == "application/json" and body:
            body = json.loads(body)
        return answer.status, answer.headers, body

    def get(self, path, headers=None, **parameters):
        if parameters:
            path += "?" + urllib.parse.urlencode(parameters)
        return self.request("GET", path, headers)
