namespace AudioRooms.Silo;

/// <summary>The settings of the command line. Secrets are not among them: they come from the environment only.</summary>
/// <param name="DataFolder">Folder of the SQLite file and of development's secrets; made if missing.</param>
/// <param name="Host">Address on which both ports listen.</param>
/// <param name="HttpPort">Port of the web page, health and metrics; 0 lets the system choose.</param>
/// <param name="GrpcPort">Port of gRPC; 0 lets the system choose.</param>
/// <param name="IsDemo">True opens a room in which two recorded voices talk.</param>
/// <param name="IsProduction">True refuses to start without secrets from the environment.</param>
/// <param name="Certificate">PEM file for TLS on the gRPC port, with <paramref name="CertificateKey"/>.</param>
/// <param name="CertificateKey">PEM file of the private key.</param>
internal sealed record SiloSettings(
    DirectoryInfo DataFolder,
    string Host,
    int HttpPort,
    int GrpcPort,
    bool IsDemo,
    bool IsProduction,
    FileInfo? Certificate,
    FileInfo? CertificateKey);
