namespace Grpc.Core;

public enum ConnectivityState
{
    /// <summary>No connection, and none wanted yet.</summary>
    Idle,
    Connecting,
    Ready,

    /// <summary>The last attempt failed; another follows.</summary>
    TransientFailure,

    /// <summary>Disposed.</summary>
    Shutdown,
}
