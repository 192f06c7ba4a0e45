namespace Orleans;

/// <summary>Instances are written each time they occur, without remembering which were written already.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SuppressReferenceTrackingAttribute : Attribute;
