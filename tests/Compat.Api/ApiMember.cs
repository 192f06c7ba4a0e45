namespace AudioRooms.Compat.Api;

/// <summary>A public or protected type or member: what identifies it, and everything else about it that a caller can notice.</summary>
/// <param name="Signature">Identity: kind, name, parameter types and return type; no parameter names.</param>
/// <param name="Facts">Further facts by name ("modifiers", "parameter names", "defaults", "attributes", "constraints", "value", ...).</param>
/// <param name="Nullability">
/// The nullable flags of return and parameters: <c>0</c> oblivious, <c>1</c> not null, <c>2</c> may be null, in metadata order.
/// </param>
internal sealed record ApiMember(string Signature, IReadOnlyDictionary<string, string> Facts, string Nullability = "");
