using AudioRooms.Audio.Opus;
using AudioRooms.Domain.Users;
using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo;

/// <summary>What people read after <c>./run</c>. Scripts wait for the line that begins with "ready".</summary>
internal static class SiloGreeting
{
    public static void Print(SiloSettings settings, SignUpPolicy policy, (Uri Http, Uri Grpc) addresses)
    {
        var (http, grpc) = (Plain(addresses.Http), Plain(addresses.Grpc));
        Console.WriteLine($"ready http={http} grpc={grpc}");
        Console.WriteLine($"codec: {OpusCodec.Current}");
        if (!settings.IsProduction)
        {
            var signUp = policy == SignUpPolicy.Open ? "open" : "by invitation";
            Console.WriteLine($"development mode: sign-up is {signUp}, operator key is {SiloSecrets.DevelopmentOperatorKey}");
        }

        var server = addresses.Grpc.Port == 8081 ? string.Empty : $" --server {grpc}";
        Console.WriteLine("try:");
        if (settings.IsDemo)
        {
            Console.WriteLine($"  ./audiorooms listen{server}");
            Console.WriteLine($"  ./audiorooms room list{server}");
        }
        else
        {
            Console.WriteLine($"  ./audiorooms signup{server} --handle ada --name \"Ada\"");
            Console.WriteLine($"  ./audiorooms room create{server} --title \"Coffee and code\"");
        }

        Console.WriteLine($"  ./audiorooms doctor{server}");
        Console.Out.Flush();
    }

    private static string Plain(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
