namespace AudioRooms.Compat.Api;

/// <summary>
/// A type as a signature names it: by full name only, so that a reference to an assembly which is not at hand is no obstacle.
/// </summary>
/// <param name="Name">Full name with generic arity; <c>!0</c> and <c>!!0</c> for type parameters; <c>[]</c>, <c>&amp;</c>, <c>*</c> for shapes.</param>
/// <param name="Arguments">Generic arguments, or the one element type of an array, a reference or a pointer.</param>
/// <param name="Nullability">How nullable metadata counts this node.</param>
internal sealed record TypeName(string Name, IReadOnlyList<TypeName> Arguments, NullabilityRole Nullability)
{
    internal static TypeName Value(string name) => new(name, [], NullabilityRole.Silent);

    internal static TypeName Reference(string name) => new(name, [], NullabilityRole.Flagged);

    public override string ToString() => Name switch
    {
        "&" or "*" => Arguments[0] + Name,
        "modreq" => $"{Arguments[0]} modreq({Arguments[1]})",
        _ when Name.StartsWith('[') => Arguments[0] + Name,
        _ when Arguments.Count > 0 => $"{Name}<{string.Join(", ", Arguments)}>",
        _ => Name,
    };

    /// <summary>The flags of a <c>NullableAttribute</c> in the order in which it holds them.</summary>
    internal IEnumerable<NullabilityRole> NullabilityFlags => Nullability == NullabilityRole.Silent
        ? Arguments.SelectMany(argument => argument.NullabilityFlags)
        : Arguments.SelectMany(argument => argument.NullabilityFlags).Prepend(Nullability);
}

/// <summary>Whether a type node occupies a flag in <c>NullableAttribute</c> (Roslyn's "nullable metadata" document).</summary>
internal enum NullabilityRole
{
    /// <summary>No flag: a value type that is not generic, a reference (<c>ref</c>), a pointer.</summary>
    Silent,

    /// <summary>One flag that says nothing: a generic value type.</summary>
    AlwaysOblivious,

    /// <summary>One flag: reference types, type parameters, arrays.</summary>
    Flagged,
}
