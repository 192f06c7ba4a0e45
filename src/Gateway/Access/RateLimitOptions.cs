using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Access;

/// <summary>Changes to the limits of <c>docs/limits.md</c>.</summary>
public sealed class RateLimitOptions
{
    /// <summary>
    /// The changes, separated by semicolons: <c>join.account=60/1m; reaction.account=10/1s+20; sign_in.address=none</c>. Empty by
    /// default.
    /// </summary>
    public string Changes { get; set; } = "";

    /// <summary>
    /// Accounts and addresses remembered at once for each limit; about 100 bytes each. While so many are active, further ones
    /// wait: forgetting an active one would reset its count.
    /// </summary>
    [Range(100, 10_000_000)]
    public int RememberedMax { get; set; } = 50_000;

    /// <summary>The table of limits with the changes applied.</summary>
    /// <param name="errors">Receives a sentence for each change that cannot be read.</param>
    internal ImmutableArray<RateLimitRow> Table(ICollection<string> errors)
    {
        var table = RateLimits.Defaults.ToBuilder();
        foreach (var change in Changes.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = change.Split('=', 2, StringSplitOptions.TrimEntries);
            var name = parts[0].Split('.', 2);
            var index = IndexOf(table, name[0]);
            RateRule? rule = null;
            if (index < 0 || parts.Length < 2 || name.Length < 2 || name[1] is not ("account" or "address")
                || (parts[1] != "none" && !RateRule.TryParse(parts[1], out rule)))
            {
                errors.Add($"'{change}' is not a change of a limit, such as 'join.account=60/1m'; docs/limits.md lists the "
                    + "names.");
                continue;
            }

            table[index] = name[1] == "account"
                ? table[index] with { PerAccount = rule }
                : table[index] with { PerAddress = rule };
        }

        return table.ToImmutable();
    }

    private static int IndexOf(ImmutableArray<RateLimitRow>.Builder table, string name)
    {
        for (var index = 0; index < table.Count; index++)
        {
            if (table[index].Name == name)
            {
                return index;
            }
        }

        return -1;
    }
}
