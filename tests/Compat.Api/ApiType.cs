namespace AudioRooms.Compat.Api;

/// <summary>A type that a user of an assembly can name.</summary>
/// <param name="Name">Full name with generic arity, nested types after <c>+</c>.</param>
/// <param name="Assembly">The assembly that declares it.</param>
/// <param name="Facts">Kind, attributes, generic constraints.</param>
/// <param name="BaseType">The class it derives from, if that is more than <see cref="object"/>, <see cref="ValueType"/> or <see cref="Enum"/>.</param>
/// <param name="Interfaces">What it declares to implement, as far as a user can name it.</param>
/// <param name="Members">By signature.</param>
internal sealed record ApiType(
    string Name,
    string Assembly,
    IReadOnlyDictionary<string, string> Facts,
    string? BaseType,
    IReadOnlySet<string> Interfaces,
    IReadOnlyDictionary<string, ApiMember> Members);
