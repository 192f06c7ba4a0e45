namespace AudioRooms.Compat.Api;

/// <summary>What differs between a stand-in and the library it stands in for.</summary>
/// <param name="Mismatches">What a stand-in offers otherwise than upstream, or beyond it: code written against it would not compile or mean the same there.</param>
/// <param name="Missing">What upstream offers and the stand-in lacks: no fault, but worth knowing.</param>
/// <param name="Elsewhere">
/// Types of the stand-in that none of the compared upstream assemblies has, and extension methods that they lack: upstream has
/// static classes of one name in several assemblies.
/// </param>
internal sealed record ApiComparison(IReadOnlyList<string> Mismatches, IReadOnlyList<string> Missing, IReadOnlyList<string> Elsewhere)
{
    internal static ApiComparison Compare(IEnumerable<ApiType> standIn, IEnumerable<ApiType> upstream)
    {
        Dictionary<string, ApiType> ours = standIn.Where(type => !IsGlue(type.Name)).ToDictionary(type => type.Name, StringComparer.Ordinal);
        Dictionary<string, ApiType> theirs = upstream.GroupBy(type => type.Name).ToDictionary(same => same.Key, Merge, StringComparer.Ordinal);
        List<string> mismatches = [];
        List<string> missing = [];
        List<string> elsewhere = [.. ours.Keys.Except(theirs.Keys)];
        foreach ((string name, ApiType their) in theirs)
        {
            if (ours.TryGetValue(name, out ApiType? our))
            {
                CompareFacts(name, our.Facts, their.Facts, mismatches);
                CompareBases(our, their, ours, mismatches, missing);
                CompareMembers(our, their, theirs, mismatches, missing, elsewhere);
            }
            else
            {
                missing.Add($"type {name}");
            }
        }

        mismatches.Sort(StringComparer.Ordinal);
        missing.Sort(StringComparer.Ordinal);
        elsewhere.Sort(StringComparer.Ordinal);
        return new ApiComparison(mismatches, missing, elsewhere);
    }

    private static ApiType Merge(IEnumerable<ApiType> same) => same.Aggregate((first, second) => first with
    {
        Members = first.Members.Concat(second.Members).DistinctBy(member => member.Key).ToDictionary(StringComparer.Ordinal),
    });

    /// <summary>Namespaces for what generated code and hosting glue of the stand-ins need beyond upstream's API.</summary>
    private static bool IsGlue(string name) =>
        name.StartsWith("Orleans.StandIn", StringComparison.Ordinal) || name.StartsWith("Grpc.StandIn", StringComparison.Ordinal);

    private static void CompareFacts(
        string subject, IReadOnlyDictionary<string, string> our, IReadOnlyDictionary<string, string> their, List<string> mismatches)
    {
        foreach ((string fact, string value) in their)
        {
            if (our[fact] != value)
            {
                mismatches.Add($"{subject}: {fact}: upstream '{value}', ours '{our[fact]}'");
            }
        }
    }

    private static void CompareBases(
        ApiType our, ApiType their, Dictionary<string, ApiType> ours, List<string> mismatches, List<string> missing)
    {
        if (our.BaseType != their.BaseType)
        {
            bool weHaveTheirBase = their.BaseType is null
                || their.BaseType.StartsWith("System.", StringComparison.Ordinal)
                || ours.ContainsKey(their.BaseType.Split('<')[0]);
            if (weHaveTheirBase || our.BaseType is not null)
            {
                mismatches.Add($"{our.Name}: base: upstream '{their.BaseType}', ours '{our.BaseType}'");
            }
            else
            {
                missing.Add($"{our.Name} : {their.BaseType}");
            }
        }

        mismatches.AddRange(our.Interfaces.Except(their.Interfaces).Where(name => !IsGlue(name)).Select(name => $"{our.Name}: upstream does not implement {name}"));
        missing.AddRange(their.Interfaces.Except(our.Interfaces).Select(name => $"{our.Name} : {name}"));
    }

    private static void CompareMembers(
        ApiType our, ApiType their, Dictionary<string, ApiType> theirs, List<string> mismatches, List<string> missing, List<string> elsewhere)
    {
        foreach ((string signature, ApiMember member) in our.Members)
        {
            string subject = $"{our.Name} :: {signature}";
            if (their.Members.TryGetValue(signature, out ApiMember? counterpart))
            {
                CompareFacts(subject, member.Facts, counterpart.Facts, mismatches);
                CompareNullability(subject, member.Nullability, counterpart.Nullability, mismatches);
            }
            else if (our.Facts["kind"] == "static class")
            {
                elsewhere.Add(subject);
            }
            else if (!Inherits(their, signature, theirs))
            {
                mismatches.Add($"{subject}: not in upstream");
            }
        }

        missing.AddRange(their.Members.Keys.Except(our.Members.Keys).Select(signature => $"{our.Name} :: {signature}"));
    }

    /// <summary>Upstream may declare in a base type what the stand-in, lacking that base, declares in place.</summary>
    private static bool Inherits(ApiType type, string signature, Dictionary<string, ApiType> theirs)
    {
        IEnumerable<string> bases = type.BaseType is null ? type.Interfaces : type.Interfaces.Append(type.BaseType);
        return bases.Any(name => theirs.TryGetValue(name, out ApiType? found)
            && (found.Members.ContainsKey(signature) || Inherits(found, signature, theirs)));
    }

    /// <summary>Only where both sides say something: a library that is not annotated refuses nothing.</summary>
    private static void CompareNullability(string subject, string our, string their, List<string> mismatches)
    {
        bool differs = our.Zip(their).Any(pair => pair.First != '0' && pair.Second != '0' && pair.First != pair.Second);
        if (differs)
        {
            mismatches.Add($"{subject}: nullability (return, then parameters; 1 never null, 2 nullable): upstream {their}, ours {our}");
        }
    }
}
