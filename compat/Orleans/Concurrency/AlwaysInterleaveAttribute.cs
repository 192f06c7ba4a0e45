using Orleans.CodeGeneration;

namespace Orleans.Concurrency;

/// <summary>Calls of this interface method run beside any other call of the same activation.</summary>
[InvokableCustomInitializer("AddInvokeMethodOptions", InvokeMethodOptions.AlwaysInterleave)]
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
