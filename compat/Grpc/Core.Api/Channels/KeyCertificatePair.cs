namespace Grpc.Core;

public sealed class KeyCertificatePair
{
    public KeyCertificatePair(string certificateChain, string privateKey)
    {
        ArgumentNullException.ThrowIfNull(certificateChain);
        ArgumentNullException.ThrowIfNull(privateKey);
        CertificateChain = certificateChain;
        PrivateKey = privateKey;
    }

    /// <summary>PEM.</summary>
    public string CertificateChain { get; }

    /// <summary>PEM.</summary>
    public string PrivateKey { get; }
}
