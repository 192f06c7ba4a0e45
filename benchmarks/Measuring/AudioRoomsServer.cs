using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace AudioRooms.Benchmarks.Measuring;

/// <summary>
/// The product as <c>./run</c> starts it, on the servers' core,
/// with ports that the system chose and a data folder that goes with it.
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

    /// <summary>gRPC address.</summary>
    public Uri Grpc { get; private set; } = new("http://127.0.0.1");

    /// <summary>HTTP address, for WebSockets and metrics.</summary>
    public Uri Http { get; private set; } = new("http://127.0.0.1");

    /// <summary>Who its clients have to trust; null without TLS.</summary>
    public string? CertificateFile { get; private init; }

    /// <summary>Starts one, with TLS by a certificate made for it or without.</summary>
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

        // As in production: the dashboard looks at each call of a grain.
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

    /// <summary>Ends it and forgets its data.</summary>
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync().ConfigureAwait(false);
        home.Delete(recursive: true);
    }

    // P-256, as certificates of today mostly are; only the handshake feels it.
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
