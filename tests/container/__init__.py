"""The image, built and run. Not in `make test`: `make container` does it, as root, with podman."""
