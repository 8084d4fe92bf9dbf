/**
 * Keeps the documentation true: Java in it compiles, pipelines in it can be read, excerpts are still in their files, and
 * links lead somewhere. A comment before a block says how to take it:
 *
 * <pre>
 * &lt;!-- from: cnn-api/pom.xml --&gt;          the lines below are in that file, word for word
 * &lt;!-- given: Image image, int top --&gt;    the statements below use these variables
 * &lt;!-- skip: why --&gt;                      not checked
 * </pre>
 */
@NullMarked
package cnn.examples.docs;

import org.jspecify.annotations.NullMarked;
