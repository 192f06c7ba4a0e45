namespace AudioRooms.Silo;

/// <summary>What the command line says. Secrets are not here: they come from the environment only.</summary>
/// <param name="DataFolder">Where SQLite and development secrets live; made if missing.</param>
/// <param name="Host">Address that both ports listen on.</param>
/// <param name="HttpPort">Web page, health and metrics; 0 lets the system choose.</param>
/// <param name="GrpcPort">gRPC; 0 lets the system choose.</param>
/// <param name="IsDemo">Opens a room in which two recorded voices talk.</param>
/// <param name="IsProduction">Refuses to start without real secrets.</param>
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
