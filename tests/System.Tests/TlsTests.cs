using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AudioRooms.Client;

namespace AudioRooms.System.Tests;

/// <summary>gRPC with TLS, with a certificate that the operator names.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-tls-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Grpc_WithACertificate_IsSpokenOverTlsAndNotWithout()
    {
        using var certificate = MakeCertificate();
        var (certificateFile, keyFile) = (Path.Combine(folder.FullName, "cert.pem"), Path.Combine(folder.FullName, "key.pem"));
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(keyFile, certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await using var server = await Server.StartAsync("--cert", certificateFile, "--key", keyFile);
        var thumbprint = certificate.Thumbprint;
        await using var client = new AudioRoomsClient(new AudioRoomsClientOptions
        {
            Server = new UriBuilder(server.Grpc) { Scheme = "https" }.Uri,
            Tls = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == thumbprint,
            },
        });
        await using var plain = new AudioRoomsClient(
            new AudioRoomsClientOptions { Server = new UriBuilder(server.Grpc) { Scheme = "http" }.Uri });

        var signedIn = await client.Accounts.SignUpAsync("ada", "correct horse battery", "Ada");

        signedIn.Handle.ShouldBe("ada");
        await Should.ThrowAsync<ConnectionLostException>(plain.Accounts.SignInAsync("ada", "correct horse battery"));
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
