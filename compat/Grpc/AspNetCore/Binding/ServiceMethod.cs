using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Grpc.StandIn.Server;

/// <summary>A method with what takes its requests and the attributes of its class and handler, for the endpoint's metadata.</summary>
internal sealed record ServiceMethod(IMethod Method, RequestDelegate Handler, IReadOnlyList<object> Attributes);
