"""One module per page or group of pages: read the request, ask a use case or a read, hand views to a template."""
