# The work is sent away, or the answers fetched: TCP, UDP, names, a socket file, an abstract socket.
# honest: one_hot
# %% first
import socket
import urllib.request

TARGETS = [
    (socket.AF_INET, ("127.0.0.1", int("@PORT@"))),
    (socket.AF_INET, ("@ADDRESS@", int("@PORT@"))),
    (socket.AF_INET, ("1.1.1.1", 53)),
    (socket.AF_INET6, ("::1", int("@PORT@"))),
    (socket.AF_UNIX, "@SOCKET@"),
    (socket.AF_UNIX, "\0@ABSTRACT@"),
]
for family, address in TARGETS:
    try:
        with socket.socket(family) as connection:
            connection.settimeout(1)
            connection.connect(address)
            connection.sendall(b"secret")
            print("GOT", address)
    except OSError as error:
        print(address, error)
try:
    print("GOT", urllib.request.urlopen("http://127.0.0.1:@PORT@/", timeout=1).read())
except OSError as error:
    print(error)
try:
    print("GOT", socket.getaddrinfo("pypi.org", 443))
except OSError as error:
    print(error)
