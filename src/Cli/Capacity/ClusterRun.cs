namespace AudioRooms.Cli.Capacity;

/// <summary>
/// One run of <c>benchmarks/run cluster-plan</c>: silos and gateways apart, every process a part of two processors.
/// </summary>
/// <param name="Silos">Silos of the cluster.</param>
/// <param name="Gateways">Gateways at which every room was heard.</param>
/// <param name="Rooms">Rooms, in each of which one voice talked.</param>
/// <param name="Listeners">Listeners of all rooms together.</param>
/// <param name="SpokenPerSecond">Packets that came from speakers.</param>
/// <param name="WritesPerSecond">Writes to listeners.</param>
/// <param name="SiloCores">Processors that the silos used together.</param>
/// <param name="GatewayCores">Processors that the gateways used together.</param>
internal sealed record ClusterRun(
    int Silos,
    int Gateways,
    int Rooms,
    int Listeners,
    double SpokenPerSecond,
    double WritesPerSecond,
    double SiloCores,
    double GatewayCores)
{
    /// <summary>Processor time of the silos over packets from speakers.</summary>
    public double SiloMicrosPerPacket => SiloCores / SpokenPerSecond * 1e6;
}
