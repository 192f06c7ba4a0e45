using System.CommandLine;
using AudioRooms.Client;
using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.People;

/// <summary>Names a person by handle or id.</summary>
internal static class PersonArgument
{
    /// <summary>Number of search results that are compared with an exact handle.</summary>
    private const int Looked = 100;

    public static Argument<string> Create() => new("person") { Description = "Handle, with or without @, or id." };

    public static Argument<string?> CreateOptional() => new("person")
    {
        Description = "Handle, with or without @, or id. Default: yourself.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The handle of an id; the id itself if the account is gone or hidden from the caller.</summary>
    public static async Task<string> HandleOfAsync(AudioRoomsClient client, string userId, CancellationToken cancellation)
    {
        try
        {
            return (await client.Profiles.GetAsync(userId, cancellation).ConfigureAwait(false)).Person.Handle;
        }
        catch (RefusedException)
        {
            return userId;
        }
    }

    /// <summary>The id of the person that was named. Text without @ that is nobody's handle is taken for an id; null gives the
    /// empty string.</summary>
    /// <exception cref="CliException">The text begins with @, and nobody has this handle.</exception>
    public static async Task<string> ResolveAsync(AudioRoomsClient client, string? text, CancellationToken cancellation)
    {
        if (text is null)
        {
            return "";
        }

        var handle = text.TrimStart('@').ToLowerInvariant();
        var question = new SearchRequest { Kind = SearchKind.Person, Words = handle };
        var looked = 0;
        await foreach (var found in client.Discovery.SearchAsync(question, cancellation).ConfigureAwait(false))
        {
            if (found.Owner?.Person.Handle == handle)
            {
                return found.Owner.Person.UserId;
            }

            if (++looked == Looked)
            {
                break;
            }
        }

        // Search finds a new account a moment after its sign-up. The caller's own account is found without search.
        if (text.StartsWith('@')
            && (await client.Accounts.WhoAmIAsync(cancellation).ConfigureAwait(false)) is { } me
            && me.Handle == handle)
        {
            return me.UserId;
        }

        return text.StartsWith('@') ? throw new CliException(PeopleCodes.NotFound, $"There is no person {text}.") : text;
    }
}
