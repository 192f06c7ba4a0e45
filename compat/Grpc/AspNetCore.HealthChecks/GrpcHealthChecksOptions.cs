namespace Grpc.AspNetCore.HealthChecks;

public sealed class GrpcHealthChecksOptions
{
    /// <summary>At first the server as a whole, made of all checks.</summary>
    public ServiceMappingCollection Services { get; } = [];

    /// <summary>True answers from the results that the host last published rather than running the checks for each question.</summary>
    public bool UseHealthChecksCache { get; set; }

    /// <summary>
    /// True leaves watchers open when the application stops; by default they are told NOT_SERVING and end, so that the server
    /// can stop.
    /// </summary>
    public bool SuppressCompletionOnShutdown { get; set; }
}
