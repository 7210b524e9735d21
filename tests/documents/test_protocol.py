#!/usr/bin/python3
"""proto/README.md names every message, field and enumerator there is."""
import pathlib
import re
import subprocess
import tempfile
import unittest

from google.protobuf import descriptor_pb2

PROTO = pathlib.Path(__file__).resolve().parents[2] / "proto"


def described():
    """The .proto files as protoc understands them."""
    with tempfile.NamedTemporaryFile() as made:
        subprocess.run(["protoc", f"--proto_path={PROTO}", f"--descriptor_set_out={made.name}",
                        *sorted(path.name for path in PROTO.glob("*.proto"))], check=True)
        return descriptor_pb2.FileDescriptorSet.FromString(made.read()).file


def words_of(text):
    return set(re.findall(r"\w+", text))


class Protocol(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.words = words_of((PROTO / "README.md").read_text())

    def missing(self, names):
        return sorted(set(names) - self.words)

    def test_every_message_and_its_fields_are_told(self):
        for file in described():
            for message in file.message_type:
                self.assertEqual(self.missing([message.name]), [], file.name)
                # Its members are called as their messages, which is told.
                fields = [] if message.name == "Envelope" else message.field
                self.assertEqual(self.missing(field.name for field in fields), [],
                                 f"{file.name}: {message.name}")

    def test_every_enumeration_and_its_values_are_told(self):
        for file in described():
            for enum in file.enum_type:
                self.assertEqual(self.missing([enum.name]), [], file.name)
                self.assertEqual(self.missing(value.name for value in enum.value), [],
                                 f"{file.name}: {enum.name}")

    def test_members_of_the_envelope_are_called_as_their_messages(self):
        envelope, = (message for file in described() for message in file.message_type
                     if message.name == "Envelope")
        for field in envelope.field:
            called = re.sub(r"(?<=[a-z])([A-Z])", r"_\1", field.type_name.rsplit(".", 1)[1])
            self.assertEqual(field.name, called.lower())


if __name__ == "__main__":
    unittest.main()
