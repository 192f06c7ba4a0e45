using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using AudioRooms.Benchmarks.Measuring;

namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>
/// Debian's icecast2 in the foreground, with its own configuration, port and logs; the system's service is not touched.
/// </summary>
internal sealed class IcecastServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/icecast2";
    private const string Shared = "/usr/share/icecast2";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo home;
    private readonly PinnedProcess process;

    private IcecastServer(DirectoryInfo home, PinnedProcess process, IPEndPoint address, string password)
    {
        this.home = home;
        this.process = process;
        Address = address;
        Password = password;
    }

    public IPEndPoint Address { get; }

    /// <summary>The password of a source.</summary>
    public string Password { get; }

    public TimeSpan ProcessorTime => process.ProcessorTime;

    /// <summary>Starts a server.</summary>
    /// <param name="time">Times the attempts to reach it.</param>
    /// <param name="clientsMax">Most clients that it admits.</param>
    /// <param name="core">The core to run on; null if that does not matter.</param>
    /// <param name="cancellation">Cancels the attempt.</param>
    public static async Task<IcecastServer> StartAsync(
        TimeProvider time, int clientsMax, int? core, CancellationToken cancellation)
    {
        var (address, password) = (FreeAddress(), RandomNumberGenerator.GetHexString(16));
        var home = Directory.CreateTempSubdirectory("audiorooms-icecast-");
        var configuration = Path.Combine(home.FullName, "icecast.xml");
        await File.WriteAllTextAsync(
            configuration, Configuration(home, address, clientsMax, password), cancellation).ConfigureAwait(false);

        // It does not run as root: started by root it becomes the user nobody, who has to write logs here.
        home.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        var server = new IcecastServer(home, PinnedProcess.Start(core, Program, ["-c", configuration]), address, password);
        try
        {
            await server.WaitAsync(time, cancellation).ConfigureAwait(false);
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

    private async Task WaitAsync(TimeProvider time, CancellationToken cancellation)
    {
        for (var began = time.GetTimestamp(); ; await Task.Delay(AskAgain, time, cancellation).ConfigureAwait(false))
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(Address, cancellation).ConfigureAwait(false);
                return;
            }
            catch (SocketException e) when (time.GetElapsedTime(began) >= StartLimit)
            {
                throw new TimeoutException(
                    $"icecast2 does not listen within {StartLimit.TotalSeconds:0} s: {e.Message}\n{process.Said}", e);
            }
            catch (SocketException)
            {
                // The server does not listen yet.
            }
        }
    }

    // No burst: a listener gets what is said from now on, as in a room.
    private static string Configuration(DirectoryInfo home, IPEndPoint address, int clientsMax, string password) => $"""
        <icecast>
          <limits>
            <clients>{clientsMax}</clients>
            <sources>2</sources>
            <burst-on-connect>0</burst-on-connect>
            <burst-size>0</burst-size>
          </limits>
          <authentication>
            <source-password>{password}</source-password>
            <admin-user>admin</admin-user>
            <admin-password>{password}</admin-password>
          </authentication>
          <hostname>{address.Address}</hostname>
          <listen-socket>
            <port>{address.Port}</port>
            <bind-address>{address.Address}</bind-address>
          </listen-socket>
          <fileserve>0</fileserve>
          <paths>
            <basedir>{Shared}</basedir>
            <logdir>{home.FullName}</logdir>
            <webroot>{Shared}/web</webroot>
            <adminroot>{Shared}/admin</adminroot>
          </paths>
          <logging>
            <accesslog>access.log</accesslog>
            <errorlog>error.log</errorlog>
            <loglevel>1</loglevel>
          </logging>
          <security>
            <chroot>0</chroot>
        {(Environment.IsPrivilegedProcess ? "    <changeowner><user>nobody</user><group>nogroup</group></changeowner>" : "")}
          </security>
        </icecast>

        """;

    private static IPEndPoint FreeAddress()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }
}
