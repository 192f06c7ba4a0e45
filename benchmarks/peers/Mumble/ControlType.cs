namespace AudioRooms.Benchmarks.Peers.Mumble;

/// <summary>The types of control messages that this client uses; others are skipped.</summary>
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
