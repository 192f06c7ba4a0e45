using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace AudioRooms.Benchmarks.Measuring;

/// <summary>
/// The product as <c>./run</c> starts it, on the servers' core, with ports chosen by the system and a data folder that is deleted
/// afterwards.
/// </summary>
public sealed partial class AudioRoomsServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo home;
    private readonly PinnedProcess process;

    private AudioRoomsServer(DirectoryInfo home, PinnedProcess process)
    {
        this.home = home;
        this.process = process;
    }

    /// <summary>The address of gRPC.</summary>
    public Uri Grpc { get; private set; } = new("http://127.0.0.1");

    /// <summary>The address of HTTP, for WebSockets and metrics.</summary>
    public Uri Http { get; private set; } = new("http://127.0.0.1");

    /// <summary>The certificate that clients must trust; null without TLS.</summary>
    public string? CertificateFile { get; private init; }

    /// <summary>Starts a server without TLS, or with TLS and a certificate made for it.</summary>
    public static async Task<AudioRoomsServer> StartAsync(bool tls, TimeProvider time)
    {
        var home = Directory.CreateTempSubdirectory("audiorooms-benchmark-");
        List<string> arguments =
        [
            Checkout.AssemblyOf("Silo"), "--data", Path.Combine(home.FullName, "data"), "--http", "0", "--grpc", "0",
        ];
        var certificateFile = Path.Combine(home.FullName, "cert.pem");
        if (tls)
        {
            var keyFile = Path.Combine(home.FullName, "key.pem");
            await WriteCertificateAsync(certificateFile, keyFile, time.GetUtcNow()).ConfigureAwait(false);
            arguments.AddRange(["--cert", certificateFile, "--key", keyFile]);
        }

        // As in production, because the dashboard examines each call of a grain.
        var environment = new Dictionary<string, string> { ["AUDIOROOMS_DASHBOARD"] = "off" };
        var process = PinnedProcess.Start(PinnedProcess.ServerCore, "dotnet", arguments, environment);
        var server = new AudioRoomsServer(home, process) { CertificateFile = tls ? certificateFile : null };
        try
        {
            var ready = ReadyLine().Match(await process.WaitForLineAsync("ready ", StartLimit).ConfigureAwait(false));
            server.Grpc = new Uri(ready.Groups["grpc"].Value);
            server.Http = new Uri(ready.Groups["http"].Value);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops the server and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync().ConfigureAwait(false);
        home.Delete(recursive: true);
    }

    // P-256, as most certificates today; only the handshake depends on it.
    private static async Task WriteCertificateAsync(string certificateFile, string keyFile, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem()).ConfigureAwait(false);
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem()).ConfigureAwait(false);
    }

    [GeneratedRegex(@"^ready http=(?<http>\S+) grpc=(?<grpc>\S+)")]
    private static partial Regex ReadyLine();
}
