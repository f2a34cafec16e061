"""Ports: what an adapter or a vendor reads. Protocols, plain records, hooks; nothing else of arende is imported.

One module per port (`storage`, `sms`, `auth`, `export`, `directory`, `blobs`, `scan`, `subscribers`), the records
storage keeps (`records`), the table of indexes (`indexes`) and the door itself (`hooks`, `registry`). What each adapter
would write for itself stands here, too: its options (`options`), what came of a call (`calls`).
"""
