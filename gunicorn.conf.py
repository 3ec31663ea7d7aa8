"""How gunicorn serves: read by itself where it starts, in `./dev demo` and in service.

The proxy in front has limits of its own; see docs/operations.md.
"""

wsgi_app = "safebabies.wsgi"
control_socket_disable = True

# Each thread keeps a connection to the database: 2 x 8 of the 100 that PostgreSQL gives.
workers = 2
threads = 8
worker_class = "safebabies.whole_requests.WholeRequests"
worker_connections = 300  # of each worker, waiting ones included

timeout = 30  # seconds in which a worker must show that it lives; a busy thread does not count
graceful_timeout = 30  # for what is being answered when the service stops
keepalive = 5  # seconds until the next request of a browser, or of the proxy

limit_request_line = 4094  # bytes
limit_request_fields = 60
limit_request_field_size = 8190  # bytes
