using System.Text.RegularExpressions;

namespace Orleans.Streams;

/// <summary>Decides which stream namespaces an implicit subscription covers.</summary>
public interface IStreamNamespacePredicate
{
    /// <summary>The predicate as text, from which every silo can rebuild it.</summary>
    string PredicatePattern { get; }

    bool IsMatch(string streamNamespace);
}

/// <summary>Covers the namespaces that match a regular expression.</summary>
public class RegexStreamNamespacePredicate : IStreamNamespacePredicate
{
    internal const string Prefix = "regex:";

    private readonly Regex _regex;

    public RegexStreamNamespacePredicate(string regex)
    {
        ArgumentNullException.ThrowIfNull(regex);
        _regex = new Regex(regex, RegexOptions.Compiled | RegexOptions.CultureInvariant);
    }

    public string PredicatePattern => $"{Prefix}{_regex}";

    public bool IsMatch(string streamNameSpace) => _regex.IsMatch(streamNameSpace);
}

/// <summary>Covers one namespace.</summary>
internal sealed class ExactMatchStreamNamespacePredicate(string targetStreamNamespace) : IStreamNamespacePredicate
{
    internal const string Prefix = "namespace:";

    public string PredicatePattern => $"{Prefix}{targetStreamNamespace}";

    public bool IsMatch(string streamNamespace) => string.Equals(targetStreamNamespace, streamNamespace, StringComparison.Ordinal);
}

/// <summary>Covers every namespace, also the missing one.</summary>
internal sealed class AllStreamNamespacesPredicate : IStreamNamespacePredicate
{
    public string PredicatePattern => "*";

    public bool IsMatch(string streamNamespace) => true;
}
