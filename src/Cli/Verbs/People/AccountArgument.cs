using System.CommandLine;
using AudioRooms.Client.Api;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;

namespace AudioRooms.Cli.Verbs.People;

/// <summary>Names an account in an operator's verb: by its handle, suspended or not, or by its id.</summary>
internal static class AccountArgument
{
    private const string UserSubject = "user/";

    public static Argument<string> Create() => new("user")
    {
        Description = "Handle, with or without @, or id; admin users lists them.",
    };

    /// <summary>The id of the account that was named.</summary>
    /// <exception cref="CliException">There is no such account.</exception>
    public static async Task<string> ResolveAsync(OperatorApi admin, string text, CancellationToken cancellation)
    {
        var handle = text.TrimStart('@').ToLowerInvariant();
        await foreach (var account in admin.AccountsAsync(handle, cancellation).ConfigureAwait(false))
        {
            // The list is sorted by handle, so an exact match is its first entry.
            if (account.Person.Handle == handle)
            {
                return account.Person.UserId;
            }

            break;
        }

        // A handle can be as long as an id. Text that is no known handle is taken for an id.
        return text.Length == RequestBounds.IdLength && text[0] != '@'
            ? text
            : throw new CliException(PeopleCodes.NotFound, $"There is no account {text}.", "admin users lists them.");
    }

    /// <summary>A subject of the audit log or of a case. The account's id replaces a handle.</summary>
    public static async Task<string> SubjectAsync(
        OperatorApi admin, string? subject, CancellationToken cancellation) => subject switch
    {
        null => "",
        ['@', ..] => UserSubject + await ResolveAsync(admin, subject, cancellation).ConfigureAwait(false),
        _ when subject.StartsWith(UserSubject, StringComparison.Ordinal) =>
            UserSubject + await ResolveAsync(admin, subject[UserSubject.Length..], cancellation).ConfigureAwait(false),
        _ => subject,
    };

    /// <summary>Turns ids into text for people: <c>@handle</c> for a person or <c>user/ID</c>; other text stays as it
    /// is.</summary>
    /// <param name="admin">Asks for the handles.</param>
    /// <param name="texts">Ids and subjects.</param>
    public static async Task<Func<string, string>> NamesAsync(
        OperatorApi admin, IEnumerable<string> texts, CancellationToken cancellation)
    {
        var names = new Dictionary<string, string>();
        foreach (var some in texts.Select(IdOf).Where(id => id.Length == RequestBounds.IdLength).Distinct()
            .Chunk(RequestBounds.IdsMax))
        {
            foreach (var account in await admin.FindAccountsAsync(some, cancellation).ConfigureAwait(false))
            {
                names[account.Person.UserId] = $"@{account.Person.Handle}";
            }
        }

        return text => names.GetValueOrDefault(IdOf(text), text);
    }

    private static string IdOf(string text) =>
        text.StartsWith(UserSubject, StringComparison.Ordinal) ? text[UserSubject.Length..] : text;
}
