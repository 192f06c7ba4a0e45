using System.CommandLine;
using AudioRooms.Client;
using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.People;

/// <summary>Somebody, named as people name each other.</summary>
internal static class PersonArgument
{
    /// <summary>As many hits as are looked through for an exact handle.</summary>
    private const int Looked = 100;

    public static Argument<string> Create() => new("person") { Description = "Handle, with or without @, or id." };

    public static Argument<string?> CreateOptional() => new("person")
    {
        Description = "Handle, with or without @, or id; yourself if left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The handle of an id; the id itself if the person is gone, or does not exist for the caller.</summary>
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

    /// <summary>The id of whoever is named: by their handle if anybody has it, else taken for an id.</summary>
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

        // A person is found by search a moment after signing up; one's own account needs no search.
        if (text.StartsWith('@')
            && (await client.Accounts.WhoAmIAsync(cancellation).ConfigureAwait(false)) is { } me
            && me.Handle == handle)
        {
            return me.UserId;
        }

        return text.StartsWith('@') ? throw new CliException(PeopleCodes.NotFound, $"Nobody here is called {text}.") : text;
    }
}
