"""What is kept, as it is written down: one description of each kind, for the store and for files.

    values         what stands there for a value of each type, and what it has to be in a file
    codec          one kind: from its dataclass to a record and back, whatever version that is of
    kinds          all there are
    carrying       everything somebody keeps, as JSON
    carry_reading  such a file brought in, checked thing by thing
    schema         docs/export.schema.json, made of the kinds

Pure; nothing here looks inside somebody's words.
"""
