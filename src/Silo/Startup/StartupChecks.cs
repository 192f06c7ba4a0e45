using System.Net;
using System.Net.Sockets;

namespace AudioRooms.Silo.Startup;

/// <summary>Finds the most common mistakes of operators before anything starts, and reports each in one sentence.</summary>
internal static class StartupChecks
{
    public static IPAddress ParseHost(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.IPv6Any,
        _ when IPAddress.TryParse(host, out var address) => address,
        _ => throw new StartupException($"--host takes an IP address, 'localhost' or '*', not '{host}'."),
    };

    /// <summary>Requires different ports, because they speak different protocols.</summary>
    public static void RequireTwoPorts(int http, int grpc)
    {
        if (http == grpc && http != 0)
        {
            throw new StartupException($"--http and --grpc are both {http}: HTTP and gRPC need different ports.");
        }
    }

    /// <summary>
    /// Binds the port for a moment. Another process may still take it before the server does; the start reports that.
    /// </summary>
    public static void RequirePort(IPAddress address, int port, string option)
    {
        if (port == 0)
        {
            return;
        }

        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
        }
        catch (SocketException exception)
        {
            throw new StartupException(
                exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"Port {port} on {address} is in use: stop the program that listens there, or choose another port with "
                        + $"{option} PORT."
                    : $"Cannot listen on {address} port {port} ({exception.SocketErrorCode}): choose another address or port "
                        + "with --host "
                        + $"or {option}.",
                exception);
        }
    }

    public static void RequireDataFolder(DirectoryInfo folder)
    {
        var probe = Path.Combine(folder.FullName, ".write-probe");
        try
        {
            // The folder holds accounts, so a new one is for its owner only. An existing folder keeps its permissions.
            Directory.CreateDirectory(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The data folder {folder.FullName} cannot be written: make it writable for this user, or choose another "
                + "folder with --data DIR.",
                exception);
        }
    }
}
