namespace AudioRooms.Benchmarks.Peers.Mumble;

/// <summary>Types of control messages, as far as this client speaks; the others are passed over.</summary>
internal enum ControlType : ushort
{
    Version = 0,
    UdpTunnel = 1,
    Authenticate = 2,
    Ping = 3,
    Reject = 4,
    ServerSync = 5,
    CryptSetup = 15,
}
