using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AudioRooms.Silo.Startup;

/// <summary>
/// Makes OpenSSL release the two buffers of a connection whenever they are empty. Otherwise it keeps 17 KB for each direction,
/// and a listener's connection is idle almost all the time (ADR 23). .NET has no setting for it, but OpenSSL can call a function
/// for each new connection.
/// </summary>
internal static unsafe partial class OpenSslBuffers
{
    /// <summary><c>CRYPTO_EX_INDEX_SSL</c>: extra data of an <c>SSL</c>.</summary>
    private const int ExtraDataOfConnections = 0;

    /// <summary><c>SSL_CTRL_MODE</c>: the command behind <c>SSL_set_mode</c>.</summary>
    private const int ControlMode = 33;

    /// <summary><c>SSL_MODE_RELEASE_BUFFERS</c>.</summary>
    private const int ReleaseBuffers = 0x10;

    /// <summary>Sets the mode for all new connections of the process. Call it once, before the first.</summary>
    /// <returns>False if there is no OpenSSL 3: connections then take more memory, and nothing else changes.</returns>
    public static bool TryReleaseWhenIdle()
    {
        try
        {
            return NewIndex(ExtraDataOfConnections, default, 0, &OnCreated, 0, 0) >= 0;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    // Called within SSL_new, on the thread that makes the connection.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnCreated(nint connection, nint value, nint data, int index, CLong number, nint argument) =>
        Control(connection, ControlMode, new CLong(ReleaseBuffers), 0);

    [LibraryImport("libcrypto.so.3", EntryPoint = "CRYPTO_get_ex_new_index")]
    private static partial int NewIndex(
        int kind, CLong number, nint argument, delegate* unmanaged[Cdecl]<nint, nint, nint, int, CLong, nint, void> created,
        nint copied, nint freed);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_ctrl")]
    private static partial CLong Control(nint connection, int command, CLong value, nint argument);
}
