using System.CommandLine;
using AudioRooms.Client.Api;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;

namespace AudioRooms.Cli.Verbs.People;

/// <summary>An account that an operator names: by its handle, suspended or not, or by its id.</summary>
internal static class AccountArgument
{
    private const string UserSubject = "user/";

    public static Argument<string> Create() => new("user") { Description = "Handle, with or without @, or id; see admin users." };

    /// <summary>The id of the account that is named.</summary>
    public static async Task<string> ResolveAsync(OperatorApi admin, string text, CancellationToken cancellation)
    {
        var handle = text.TrimStart('@').ToLowerInvariant();
        await foreach (var account in admin.AccountsAsync(handle, cancellation).ConfigureAwait(false))
        {
            // The list is by handle: what was looked for comes first if it is there.
            if (account.Person.Handle == handle)
            {
                return account.Person.UserId;
            }

            break;
        }

        // A handle may be as long as an id, so what is no handle is taken for an id.
        return text.Length == RequestBounds.IdLength && text[0] != '@'
            ? text
            : throw new CliException(PeopleCodes.NotFound, $"There is no account {text}.", "admin users lists them.");
    }

    /// <summary>A subject of the audit log or a case, with the account's id in the place of a handle.</summary>
    public static async Task<string> SubjectAsync(
        OperatorApi admin, string? subject, CancellationToken cancellation) => subject switch
    {
        null => "",
        ['@', ..] => UserSubject + await ResolveAsync(admin, subject, cancellation).ConfigureAwait(false),
        _ when subject.StartsWith(UserSubject, StringComparison.Ordinal) =>
            UserSubject + await ResolveAsync(admin, subject[UserSubject.Length..], cancellation).ConfigureAwait(false),
        _ => subject,
    };

    /// <summary>What people are shown for ids: <c>@handle</c> for a person or <c>user/ID</c>, everything else as it is.</summary>
    /// <param name="admin">Asks for the handles.</param>
    /// <param name="texts">Ids and subjects.</param>
    /// <param name="cancellation">Gives up.</param>
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
