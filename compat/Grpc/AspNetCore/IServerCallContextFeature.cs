using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>Leads from an HTTP context to the call that runs in it.</summary>
public interface IServerCallContextFeature
{
    ServerCallContext ServerCallContext { get; }
}
