using System.Reflection;

namespace Grpc.StandIn.Client;

internal static class UserAgent
{
    public static readonly string Text =
        $"grpc-dotnet-standin/{typeof(UserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";
}
