namespace Grpc.AspNetCore.Server;

/// <summary>For one service.</summary>
public class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class
{
}
