using System.Net;
using System.Net.Sockets;
using AudioRooms.Benchmarks.Measuring;

namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>
/// Debian's mumble-server in the foreground, with its own configuration, port and database; the system's service is not touched.
/// </summary>
internal sealed class MurmurServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/murmurd";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo home;
    private readonly PinnedProcess process;

    private MurmurServer(DirectoryInfo home, PinnedProcess process, IPEndPoint address)
    {
        this.home = home;
        this.process = process;
        Address = address;
    }

    /// <summary>The address for TCP and UDP.</summary>
    public IPEndPoint Address { get; }

    public TimeSpan ProcessorTime => process.ProcessorTime;

    /// <summary>Starts a server.</summary>
    /// <param name="usersMax">Most users that it admits.</param>
    /// <param name="core">The core to run on; null if that does not matter.</param>
    public static async Task<MurmurServer> StartAsync(int usersMax, int? core)
    {
        var address = FreeAddress();
        var home = Directory.CreateTempSubdirectory("audiorooms-murmur-");
        var configuration = Path.Combine(home.FullName, "murmur.ini");
        await File.WriteAllTextAsync(configuration, Configuration(home, address, usersMax)).ConfigureAwait(false);

        // Started by root it becomes the package's own user, who has to write its database here.
        home.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        var server = new MurmurServer(home, PinnedProcess.Start(core, Program, ["-fg", "-ini", configuration]), address);
        try
        {
            // The server listens before it has a certificate; this line comes after it.
            await server.process.WaitForLineAsync("Not registering server as public", StartLimit).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync().ConfigureAwait(false);
        home.Delete(recursive: true);
    }

    private static string Configuration(DirectoryInfo home, IPEndPoint address, int usersMax) => $"""
        database={home.FullName}/murmur.sqlite
        host={address.Address}
        port={address.Port}
        users={usersMax}
        usersperchannel=0
        bandwidth=558000
        timeout=60
        autobanAttempts=0
        messageburst=1000
        messagelimit=1000
        certrequired=false
        sendversion=true
        serverpassword=
        welcometext=
        logfile=
        pidfile=
        logdays=-1
        dbus=
        ice=
        bonjour=false

        """;

    // A port that is free for TCP and UDP at the moment. Murmur cannot choose one itself.
    private static IPEndPoint FreeAddress()
    {
        using var stream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        stream.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        datagrams.Bind(stream.LocalEndPoint!);
        return (IPEndPoint)stream.LocalEndPoint!;
    }
}
