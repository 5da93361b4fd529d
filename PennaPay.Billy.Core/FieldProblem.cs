namespace PennaPay.Billy.Core;

/// <summary>Why something written by hand cannot be saved. The dashboard turns the code into a sentence beside the field.</summary>
/// <param name="Field">The property (<c>DueDate</c>, <c>Lines[0].Quantity</c>).</param>
/// <param name="Code">One of the feature's own, such as <see cref="Records.Customers.CustomerProblems"/>.</param>
/// <param name="Args">Values for the sentence.</param>
public sealed record FieldProblem(string Field, string Code, params object[] Args);
