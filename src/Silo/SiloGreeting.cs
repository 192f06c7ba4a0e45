using AudioRooms.Audio.Opus;
using AudioRooms.Domain.Users;
using AudioRooms.Silo.Settings;

namespace AudioRooms.Silo;

/// <summary>The text that people read after <c>./run</c>. Scripts wait for the line that begins with "ready".</summary>
internal static class SiloGreeting
{
    public static void Print(SiloSettings settings, GreetingFacts facts, (Uri Http, Uri Grpc) addresses)
    {
        foreach (var line in Lines(settings, facts, addresses))
        {
            Console.WriteLine(line);
        }

        Console.Out.Flush();
    }

    internal static IEnumerable<string> Lines(SiloSettings settings, GreetingFacts facts, (Uri Http, Uri Grpc) addresses)
    {
        var grpc = Plain(addresses.Grpc);
        yield return $"ready http={Plain(addresses.Http)} grpc={grpc}";
        yield return $"codec: {OpusCodec.Current}";
        if (facts.HasPage)
        {
            yield return $"page: {Plain(addresses.Http)}";
        }

        var mode = settings.IsProduction ? WhatIsOpen(settings, facts) : [
            $"development mode: sign-up is {(facts.SignUp == SignUpPolicy.Open ? "open" : "by invitation")}, operator key is "
            + $"{SiloSecrets.DevelopmentOperatorKey}",
        ];
        foreach (var line in mode)
        {
            yield return line;
        }

        var server = addresses.Grpc.Port == 8081 ? string.Empty : $" --server {grpc}";
        if (!facts.HasAccounts && (settings.IsProduction || facts.SignUp != SignUpPolicy.Open))
        {
            foreach (var line in FirstAccount(settings, facts, server))
            {
                yield return line;
            }
        }

        yield return "try:";
        foreach (var verb in Tries(settings, facts))
        {
            yield return $"  ./audiorooms {verb.Verb}{server}{verb.Options}";
        }
    }

    /// <summary>Lists what the server allows to strangers, so that an operator in production knows it.</summary>
    private static IEnumerable<string> WhatIsOpen(SiloSettings settings, GreetingFacts facts)
    {
        yield return facts.SignUp == SignUpPolicy.Open
            ? "production: everybody may sign up (AUDIOROOMS_SIGN_UP=invitation: invited people only)"
            : "production: sign-up is by invitation";
        yield return settings.Certificate is null
            ? $"production: no TLS on {settings.Host}, so others can read passwords and sound on the network (use --cert and "
                + "--key, or a "
                + "proxy before both ports)"
            : $"production: TLS on the gRPC port only; the HTTP port on {settings.Host} needs a proxy";
        if (facts.GuestsMax > 0)
        {
            yield return $"production: up to {facts.GuestsMax} people without an account may listen at once "
                + "(AUDIOROOMS_GUESTS=off: none)";
        }

        if (facts.HasDashboard)
        {
            yield return "production: the dashboard is on at /dashboard, behind the operator key";
        }

        if (facts.Origins.Any())
        {
            yield return $"production: pages of {string.Join(", ", facts.Origins)} may connect";
        }
    }

    private static IEnumerable<string> FirstAccount(SiloSettings settings, GreetingFacts facts, string server)
    {
        var key = settings.IsProduction ? " (AUDIOROOMS_OPERATOR_KEY must be in the environment)" : "";
        yield return $"first account: this server has no account yet{key}";
        yield return facts.SignUp == SignUpPolicy.Open
            ? $"  ./audiorooms signup{server} --handle HANDLE"
            : $"  ./audiorooms admin invite @HANDLE{server}";
        yield return $"  ./audiorooms admin power @HANDLE operator{server} --reason \"runs this server\"";
    }

    private static IEnumerable<(string Verb, string Options)> Tries(SiloSettings settings, GreetingFacts facts)
    {
        if (settings.IsDemo)
        {
            yield return ("listen", "");
            yield return ("room list", "");
        }
        else if (!settings.IsProduction && facts.SignUp == SignUpPolicy.Open)
        {
            yield return ("signup", " --handle ada --name \"Ada\"");
            yield return ("room create", " --title \"Coffee and code\"");
        }

        yield return ("doctor", "");
    }

    private static string Plain(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
